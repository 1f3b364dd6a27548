package aprendiz.training.checks;

import aprendiz.model.Digest;
import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelCard;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.model.tensors.TensorSource;
import aprendiz.training.recipe.Baseline;
import aprendiz.training.recipe.Build;
import aprendiz.training.recipe.Gate;
import aprendiz.training.recipe.Goal;
import aprendiz.training.recipe.Recipe;
import aprendiz.transformers.network.Computing;
import aprendiz.transformers.network.Computing.Attention;
import aprendiz.transformers.network.Computing.Precision;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.MaskedLm;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.training.TrainingSettings;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A base model on disk, as far as a recipe can be checked against it.
 *
 * @param tokenizer tells its tokenizer from others
 * @param languages of its texts by ISO 639-1, as its card says; empty if it does not
 */
record Base(ModelConfig config, Digest tokenizer, List<String> languages) {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** What a base cannot do without: one of each. */
    private static final List<Set<String>> NEEDED = List.of(
            new LinkedHashSet<>(List.of(Checkpoint.CONFIG)),
            new LinkedHashSet<>(Checkpoint.TRAINABLE_WEIGHTS),
            new LinkedHashSet<>(List.of("tokenizer.json", "vocab.txt")));

    /** How many numbers a training learns and how many it leaves alone. */
    record Parameters(long trained, long frozen) {}

    /** What a version with these files lacks; of what may lie in several files, all of their names. */
    static List<String> missing(Collection<String> files) {
        return NEEDED.stream()
                .filter(one -> Collections.disjoint(one, files))
                .map(one -> String.join(" or ", one))
                .toList();
    }

    static Base read(Path folder) {
        Checkpoint checkpoint = new Checkpoint(folder);
        try (TensorSource weights = checkpoint.tensors()) {
            if (weights.tensors().isEmpty()) {
                throw Problem.invalid("Empty base", folder + " holds no tensor");
            }
            return new Base(checkpoint.config(), Digest.of(Tokenizer.json(folder)), languages(checkpoint));
        } catch (IOException e) {
            throw new Problem(Problem.Kind.INTERNAL, "Unreadable base", "cannot read " + folder, List.of(), e);
        }
    }

    /** A card that cannot be read says nothing. */
    private static List<String> languages(Checkpoint checkpoint) throws IOException {
        Path card = checkpoint.file(ModelCard.FILE);
        if (!Files.exists(card)) {
            return List.of();
        }
        String[] parts = Files.readString(card).split("(?m)^---\\s*$", 3);
        if (parts.length < 3 || !parts[0].isBlank()) {
            return List.of();
        }
        try {
            JsonNode language = YAML.readTree(parts[1]).path("language");
            List<String> languages = new ArrayList<>();
            (language.isArray() ? language : List.of(language)).forEach(one -> languages.add(one.asText()));
            languages.removeIf(String::isBlank);
            return languages;
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    void check(TrainingSettings settings, List<Complaint> complaints) {
        if (settings.maxLength() > config.maxPositionEmbeddings()) {
            complaints.add(new Complaint(
                    "settings.max_length",
                    "must be at most " + config.maxPositionEmbeddings() + ", the longest input of the base, and is "
                            + settings.maxLength()));
        }
        if (settings.frozenLayers() > config.numHiddenLayers()) {
            complaints.add(new Complaint(
                    "settings.frozen_layers",
                    "must be at most " + config.numHiddenLayers() + ", the layers of the base, and is "
                            + settings.frozenLayers()));
        }
        settings.method().adapters().ifPresent(lora -> {
            try {
                lora.targetsIn(Family.of(config));
            } catch (Problem problem) {
                problem.complaints()
                        .forEach(one -> complaints.add(new Complaint("settings." + one.path(), one.message())));
            }
        });
    }

    /** A base that cannot fill in hidden words is no baseline for one that can. */
    void checkGates(Recipe recipe, List<Complaint> complaints) {
        boolean measured = recipe.goal() != Goal.FILL_MASK || head() instanceof MaskedLm;
        boolean compared = recipe.gate().stream()
                .anyMatch(gate -> gate.bar() instanceof Gate.Bar.Of(Baseline against) && against == Baseline.BASE);
        if (compared && !measured) {
            complaints.add(new Complaint("gate", "the base fills in no hidden words and cannot be a baseline"));
        }
    }

    /** The head that its weights are for. */
    Head head() {
        return Head.of(config);
    }

    /** What a student of this teacher is made of. */
    Base student(Build build) {
        int width = build.inherits() ? config.hiddenSize() : build.width();
        return new Base(build.layout().of(config, build.depth(), width), tokenizer, languages);
    }

    /** Counts the trunk, a head, and the adapters that the settings want. */
    Parameters parameters(TrainingSettings settings, Head head) {
        Family family = Family.of(config);
        Computing how =
                new Computing(Attention.FUSED, Precision.FP32, settings.method().adapters());
        List<Parameter> all = new Network(family, head, how).parameters();
        int frozen = settings.method().adapters().isPresent()
                ? family.trunk().size()
                : settings.frozenLayers() < 0
                        ? 0
                        : family.tensorsUpTo(Math.min(settings.frozenLayers(), family.layers()));
        return new Parameters(elements(all.subList(frozen, all.size())), elements(all.subList(0, frozen)));
    }

    /** The same of a training in which everything learns. */
    Parameters parameters(Head head) {
        return new Parameters(elements(new Network(Family.of(config), head).parameters()), 0);
    }

    private static long elements(List<Parameter> parameters) {
        return parameters.stream().mapToLong(Parameter::elements).sum();
    }
}
