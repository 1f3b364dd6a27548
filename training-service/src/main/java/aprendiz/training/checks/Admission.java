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
import aprendiz.training.recipe.DataSource;
import aprendiz.training.recipe.DistillationRecipe;
import aprendiz.training.recipe.Goal;
import aprendiz.training.recipe.Pinned;
import aprendiz.training.recipe.Pins;
import aprendiz.training.recipe.Recipe;
import aprendiz.training.recipe.Reference;
import aprendiz.training.recipe.SearchRecipe;
import aprendiz.training.recipe.TrainingRecipe;
import aprendiz.training.recipe.TransferRecipe;
import aprendiz.training.subjects.BertTrainer;
import aprendiz.training.subjects.Subject;
import aprendiz.training.subjects.Subjects;
import aprendiz.transformers.training.TrainingSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /** What a recipe names, as it was found. */
    private record Found(Version base, Version data, Base checkpoint, Subject subject) {}

    /**
     * Pins and checks what the recipe names.
     *
     * @throws Problem of kind INVALID with every complaint; UNAVAILABLE if the registry is away
     */
    public Plan admit(Recipe recipe) {
        List<Complaint> complaints = new ArrayList<>();
        return switch (recipe) {
            case TrainingRecipe training -> {
                Optional<Found> found = find(training, List.of(training.settings()), complaints);
                Found all = refuse(found, complaints);
                yield plan(training, all, Effort.of(training, all.checkpoint(), all.subject()));
            }
            case SearchRecipe search -> {
                List<Complaint> ofRecipe = new ArrayList<>();
                List<TrainingSettings> settings = search.candidates().stream()
                        .map(candidate -> search.best(candidate).settings())
                        .toList();
                Optional<Found> found = find(search.of(), settings, ofRecipe);
                ofRecipe.stream()
                        .map(one -> new Complaint(SearchRecipe.place(one.path()), one.message()))
                        .distinct()
                        .forEach(complaints::add);
                Found all = refuse(found, complaints);
                yield plan(search, all, Effort.of(search, all.checkpoint(), all.subject()));
            }
        };
    }

    private static Found refuse(Optional<Found> found, List<Complaint> complaints) {
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Bad recipe", complaints);
        }
        return found.orElseThrow();
    }

    /** @param settings that the base must be fit for */
    private Optional<Found> find(TrainingRecipe recipe, List<TrainingSettings> settings, List<Complaint> complaints) {
        String field = switch (recipe) {
            case TransferRecipe transfer -> "base";
            case DistillationRecipe distillation -> "teacher";
        };
        Reference from = switch (recipe) {
            case TransferRecipe transfer -> transfer.base();
            case DistillationRecipe distillation -> distillation.teacher();
        };
        Optional<Version> base = version(RepositoryType.MODEL, from, field, complaints);
        Optional<Version> data = version(RepositoryType.DATASET, recipe.data().dataset(), "data.dataset", complaints);

        Optional<Base> checkpoint = base.flatMap(version -> checkpoint(version, field, complaints));
        checkpoint.ifPresent(found -> settings.forEach(one -> found.check(one, complaints)));
        Optional<Subject> subject = data.flatMap(version -> subject(version, recipe, complaints));
        if (recipe instanceof DistillationRecipe distillation && checkpoint.isPresent() && subject.isPresent()) {
            checkpoint.get().checkTeacher(distillation, subject.get().labels(), complaints);
        }
        checkpoint.ifPresent(found -> found.checkGates(recipe, complaints));
        return checkpoint.isPresent() && subject.isPresent()
                ? Optional.of(new Found(base.orElseThrow(), data.orElseThrow(), checkpoint.get(), subject.get()))
                : Optional.empty();
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

    private Optional<Base> checkpoint(Version version, String field, List<Complaint> complaints) {
        List<String> missing =
                Base.missing(version.files().stream().map(FileEntry::path).toList());
        if (!missing.isEmpty()) {
            complaints.add(new Complaint(
                    field, version.label() + " cannot be trained from: it has no " + String.join(", ", missing)));
            return Optional.empty();
        }
        Path folder = registry.fetch(RepositoryType.MODEL, version, cache(RepositoryType.MODEL));
        try {
            return Optional.of(Base.read(folder));
        } catch (Problem problem) {
            complaints.add(new Complaint(field, version.label() + " cannot be trained from: " + problem.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Subject> subject(Version version, Recipe recipe, List<Complaint> complaints) {
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
            return Optional.of(
                    Subjects.of(recipe.goal(), source, recipe.weighing(), recipe.seed(), folder, new BertTrainer()));
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

    private static Plan plan(Recipe recipe, Found found, Expected expected) {
        Base checkpoint = found.checkpoint();
        Subject subject = found.subject();
        int batch = recipe.settings().batchSize();
        Parts.Size train = Objects.requireNonNull(subject.sizes().get("train"));
        int examples = train.examples();
        List<String> warnings = new ArrayList<>(subject.warnings());
        if (recipe.goal() != Goal.QUESTION_ANSWERING) {
            warnings.addAll(train.words().warnings(recipe.settings().maxLength()));
        }
        warnings.addAll(train.languages().warnings(checkpoint.languages()));
        int stepsPerEpoch = Math.ceilDiv(examples, batch);
        Base.Parameters parameters = switch (recipe) {
            case TransferRecipe transfer -> checkpoint.parameters(recipe.settings(), subject.head());
            case SearchRecipe search -> checkpoint.parameters(recipe.settings(), subject.head());
            case DistillationRecipe distillation ->
                checkpoint.ofLayers(distillation.depth()).parameters(recipe.settings(), checkpoint.head());
        };
        return new Plan(
                recipe.technique().toString(),
                new Pins(Pinned.of(found.base()), Pinned.of(found.data())),
                subject.labels(),
                subject.sizes(),
                stepsPerEpoch,
                stepsPerEpoch * recipe.settings().epochs(),
                parameters.trained(),
                parameters.frozen(),
                expected,
                recipe.publish(),
                warnings,
                recipe.toJson());
    }
}
