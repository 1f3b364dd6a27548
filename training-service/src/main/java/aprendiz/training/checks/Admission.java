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
import aprendiz.training.data.Unlabelled;
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
import aprendiz.training.subjects.TaughtSubjects;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.training.TrainingSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
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

    /** What there is to learn from; what has no label is for students only. */
    private record Material(Subject subject, Unlabelled<?> unlabelled) {}

    /** What a recipe names, as it was found. */
    private record Found(Pins pins, Base checkpoint, Material material) {

        Head head() {
            return material.subject().head();
        }

        SequencedMap<String, Parts.Size> sizes() {
            SequencedMap<String, Parts.Size> sizes = material.subject().sizes();
            if (!material.unlabelled().items().isEmpty()) {
                sizes.put("unlabelled", material.unlabelled().size());
            }
            return sizes;
        }
    }

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
                yield plan(training, all, Effort.of(training, all.checkpoint(), all.head(), all.sizes()));
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
                yield plan(search, all, Effort.of(search, all.checkpoint(), all.head(), all.sizes()));
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
        List<Version> versions = new ArrayList<>();
        List<Base> bases = new ArrayList<>();
        SequencedMap<String, Reference> sources = sources(recipe);
        sources.forEach((field, reference) -> {
            Optional<Version> version = version(RepositoryType.MODEL, reference, field, complaints);
            version.ifPresent(versions::add);
            version.flatMap(found -> checkpoint(found, field, complaints)).ifPresent(bases::add);
        });
        Optional<Version> data = version(RepositoryType.DATASET, recipe.data().dataset(), "data.dataset", complaints);

        Optional<Material> material = data.flatMap(version -> material(version, recipe, complaints));
        if (bases.size() < sources.size()) {
            return Optional.empty();
        }
        Base base = bases.getFirst();
        settings.forEach(one -> base.check(one, complaints));
        if (recipe instanceof DistillationRecipe distillation && material.isPresent()) {
            new TeacherCheck(distillation, bases, complaints)
                    .check(material.get().subject().labels());
        }
        base.checkGates(recipe, complaints);
        List<Pinned> models = versions.stream().map(Pinned::of).toList();
        return material.map(found -> new Found(
                new Pins(models.getFirst(), Pinned.of(data.orElseThrow()), models.subList(1, models.size())),
                base,
                found));
    }

    /** What a job begins with, by its place in the recipe. */
    private static SequencedMap<String, Reference> sources(TrainingRecipe recipe) {
        SequencedMap<String, Reference> sources = new LinkedHashMap<>();
        switch (recipe) {
            case TransferRecipe transfer -> sources.put("base", transfer.base());
            case DistillationRecipe distillation -> {
                for (int i = 0; i < distillation.teachers().size(); i++) {
                    sources.put(distillation.place(i), distillation.teachers().get(i));
                }
            }
        }
        return sources;
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

    private Optional<Material> material(Version version, TrainingRecipe recipe, List<Complaint> complaints) {
        DataSource source = recipe.data();
        int before = complaints.size();
        checkFile(version, source.file(), "data.file", complaints);
        checkFile(version, source.validationFile(), "data.validation_file", complaints);
        checkFile(version, source.testFile(), "data.test_file", complaints);
        if (recipe instanceof DistillationRecipe distillation) {
            checkFile(version, distillation.unlabelled(), "unlabelled", complaints);
        }
        if (complaints.size() > before) {
            return Optional.empty();
        }
        Path folder = registry.fetch(RepositoryType.DATASET, version, cache(RepositoryType.DATASET));
        oneAtATime.lock();
        try {
            Subject subject =
                    Subjects.of(recipe.goal(), source, recipe.weighing(), recipe.seed(), folder, new BertTrainer());
            Unlabelled<?> unlabelled = switch (recipe) {
                case TransferRecipe transfer -> Unlabelled.none();
                case DistillationRecipe distillation -> TaughtSubjects.unlabelled(distillation, folder);
            };
            return Optional.of(new Material(subject, unlabelled));
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
        Subject subject = found.material().subject();
        int batch = recipe.settings().batchSize();
        Parts.Size train = Objects.requireNonNull(subject.sizes().get("train"));
        int examples = recipe.lessons(train.examples())
                + found.material().unlabelled().items().size();
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
                checkpoint.student(distillation.student()).parameters(recipe.settings(), checkpoint.head());
        };
        return new Plan(
                recipe.technique().toString(),
                found.pins(),
                subject.labels(),
                found.sizes(),
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
