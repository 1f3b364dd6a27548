package aprendiz.training.checks;

import aprendiz.model.FileEntry;
import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.registry.client.RegistryClient;
import aprendiz.training.Settings;
import aprendiz.training.data.BadData;
import aprendiz.training.data.Parts;
import aprendiz.training.data.Splitting;
import aprendiz.training.recipe.DataSource;
import aprendiz.training.recipe.Pinned;
import aprendiz.training.recipe.Pins;
import aprendiz.training.recipe.Recipe;
import aprendiz.training.recipe.Reference;
import aprendiz.training.recipe.TransferRecipe;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** Checks all that a recipe needs, and finds every fault before it refuses. */
@ApplicationScoped
public class Admission {

    private final RegistryClient registry;
    private final Settings settings;
    /** A file is read whole. */
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Admission(RegistryClient registry, Settings settings) {
        this.registry = registry;
        this.settings = settings;
    }

    /**
     * Pins and checks what the recipe names.
     *
     * @throws Problem of kind INVALID with every complaint; UNAVAILABLE if the registry is away
     */
    public Plan admit(Recipe recipe) {
        return switch (recipe) {
            case TransferRecipe transfer -> admit(transfer);
        };
    }

    private Plan admit(TransferRecipe recipe) {
        List<Complaint> complaints = new ArrayList<>();
        Optional<Version> base = version(RepositoryType.MODEL, recipe.base(), "base", complaints);
        Optional<Version> data = version(RepositoryType.DATASET, recipe.data().dataset(), "data.dataset", complaints);

        Optional<Base> checkpoint = base.flatMap(version -> checkpoint(version, complaints));
        checkpoint.ifPresent(found -> found.check(recipe.settings(), complaints));
        Optional<Parts> parts = data.flatMap(version -> parts(version, recipe, complaints));
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Bad recipe", complaints);
        }
        return plan(recipe, base.orElseThrow(), data.orElseThrow(), checkpoint.orElseThrow(), parts.orElseThrow());
    }

    private Optional<Version> version(
            RepositoryType type, Reference reference, String field, List<Complaint> complaints) {
        try {
            return Optional.of(registry.version(type, reference.name(), reference.revision()));
        } catch (Problem problem) {
            if (problem.kind() == Problem.Kind.UNAVAILABLE || problem.kind() == Problem.Kind.BUSY) {
                throw Problem.unavailable("Registry away", problem.getMessage(), problem);
            }
            complaints.add(new Complaint(
                    field, "the registry has no " + type + " " + reference + ": " + problem.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Base> checkpoint(Version version, List<Complaint> complaints) {
        List<String> missing = Base.FILES.stream()
                .filter(file ->
                        version.files().stream().noneMatch(entry -> entry.path().equals(file)))
                .toList();
        if (!missing.isEmpty()) {
            complaints.add(new Complaint(
                    "base", version.label() + " cannot be fine-tuned: it has no " + String.join(", ", missing)));
            return Optional.empty();
        }
        Path folder = registry.fetch(RepositoryType.MODEL, version, cache(RepositoryType.MODEL));
        try {
            return Optional.of(Base.read(folder));
        } catch (Problem problem) {
            complaints.add(new Complaint("base", version.label() + " cannot be fine-tuned: " + problem.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Parts> parts(Version version, Recipe recipe, List<Complaint> complaints) {
        DataSource source = recipe.data();
        int before = complaints.size();
        checkFile(version, source.file(), "data.file", complaints);
        checkFile(version, source.validationFile(), "data.validation_file", complaints);
        checkFile(version, source.testFile(), "data.test_file", complaints);
        if (complaints.size() > before) {
            return Optional.empty();
        }
        Path folder = registry.fetch(RepositoryType.DATASET, version, cache(RepositoryType.DATASET));
        oneAtATime.lock();
        try {
            return Optional.of(Splitting.read(source, recipe.seed(), folder));
        } catch (BadData bad) {
            complaints.addAll(bad.complaints());
            return Optional.empty();
        } finally {
            oneAtATime.unlock();
        }
    }

    private void checkFile(Version version, String path, String field, List<Complaint> complaints) {
        if (path == null) {
            return;
        }
        Optional<FileEntry> entry =
                version.files().stream().filter(one -> one.path().equals(path)).findFirst();
        if (entry.isEmpty()) {
            String there =
                    version.files().stream().map(FileEntry::path).limit(20).collect(Collectors.joining(", "));
            complaints.add(new Complaint(field, version.label() + " has no file '" + path + "'; it has " + there));
        } else if (entry.get().size() > settings.largestData()) {
            complaints.add(new Complaint(
                    field,
                    "'" + path + "' has " + entry.get().size() + " bytes, more than the " + settings.largestData()
                            + " that aprendiz.training.largest-data allows"));
        }
    }

    private Path cache(RepositoryType type) {
        return settings.work().resolve("cache").resolve(type.toString());
    }

    private static Plan plan(TransferRecipe recipe, Version base, Version data, Base checkpoint, Parts parts) {
        Map<String, Parts.Size> sizes = new LinkedHashMap<>();
        sizes.put("train", parts.size(parts.train()));
        sizes.put("validation", parts.size(parts.validation()));
        sizes.put("test", parts.size(parts.test()));
        int batch = recipe.settings().batchSize();
        int stepsPerEpoch = (parts.train().size() + batch - 1) / batch;
        Base.Parameters parameters = checkpoint.parameters(
                recipe.settings().frozenLayers(), parts.labels().size());
        return new Plan(
                recipe.technique().toString(),
                new Pins(Pinned.of(base), Pinned.of(data)),
                parts.labels(),
                sizes,
                stepsPerEpoch,
                stepsPerEpoch * recipe.settings().epochs(),
                parameters.trained(),
                parameters.frozen(),
                recipe.publish(),
                parts.warnings(),
                recipe.toJson());
    }
}
