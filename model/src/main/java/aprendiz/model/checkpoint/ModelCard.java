package aprendiz.model.checkpoint;

import aprendiz.model.AtomicFile;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.Parent;
import aprendiz.model.Relation;
import aprendiz.model.RepositoryType;
import aprendiz.model.metrics.Interval;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The {@code README.md} of a checkpoint: front matter that a Hugging Face Hub understands, then a page for people.
 *
 * @param name of the model
 * @param manifest what is known of its making; the list of files is not looked at
 * @param labels that it answers with, in the order of its logits; empty if it answers otherwise
 * @param license an identifier of the Hub's list, {@code apache-2.0}; null where nobody said
 * @param languages of its texts, {@code en}; may be empty
 * @param summary what it is, in a sentence or two of Markdown
 * @param evidence what else is known of how good it is
 */
public record ModelCard(
        ModelName name,
        Manifest manifest,
        List<String> labels,
        String license,
        List<String> languages,
        String summary,
        Evidence evidence) {

    /**
     * How sure the figures are, pictures of them, and what they cost.
     *
     * @param intervals at 95 %, by metric
     * @param pictures files of the checkpoint
     * @param costs of this model and of those that it is held against; may be empty
     */
    public record Evidence(SortedMap<String, Interval> intervals, List<Picture> pictures, List<Cost> costs) {

        public static final Evidence NONE = new Evidence(new TreeMap<>(), List.of());

        /** One that says nothing of costs. */
        public Evidence(SortedMap<String, Interval> intervals, List<Picture> pictures) {
            this(intervals, pictures, List.of());
        }

        public Evidence {
            intervals = Collections.unmodifiableSortedMap(new TreeMap<>(intervals));
            pictures = List.copyOf(pictures);
            costs = List.copyOf(costs);
        }
    }

    /**
     * What a model costs on the machine that made this one.
     *
     * @param model what it is called here: {@code teacher}
     * @param parameters of its network
     * @param bytes of its weights on disk
     * @param latencyMillis median time of one text by itself
     * @param textsPerSecond of texts that are asked together
     */
    public record Cost(String model, long parameters, long bytes, double latencyMillis, double textsPerSecond) {}

    /**
     * A picture in the checkpoint.
     *
     * @param path from the checkpoint's folder
     * @param caption what it shows
     */
    public record Picture(String path, String caption) {}

    /** The name of the file in a checkpoint. */
    public static final String FILE = "README.md";

    public ModelCard {
        labels = List.copyOf(labels);
        languages = List.copyOf(languages);
    }

    /** One without evidence. */
    public ModelCard(
            ModelName name,
            Manifest manifest,
            List<String> labels,
            String license,
            List<String> languages,
            String summary) {
        this(name, manifest, labels, license, languages, summary, Evidence.NONE);
    }

    /** Writes or replaces the file in that folder, whole or not at all. */
    public void write(Path folder) throws IOException {
        AtomicFile.write(folder.resolve(FILE), markdown().getBytes(StandardCharsets.UTF_8));
    }

    /** The whole file, ending in a line feed. */
    public String markdown() {
        return "---\n" + Yaml.of(frontMatter()) + "---\n\n" + new CardText(this).page();
    }

    private ObjectNode frontMatter() {
        ObjectNode yaml = JsonNodeFactory.instance.objectNode();
        putAll(yaml, "language", languages);
        if (license != null) {
            yaml.put("license", license);
        }
        yaml.put("library_name", "transformers");
        yaml.put("pipeline_tag", manifest.task().toString());
        putAll(yaml, "base_model", names(bases()));
        relation().ifPresent(word -> yaml.put("base_model_relation", word));
        putAll(yaml, "datasets", names(dataSets()));
        SequencedSet<String> types = new LinkedHashSet<>();
        ownMetrics().keySet().forEach(metric -> types.add(metricType(metric)));
        putAll(yaml, "metrics", types);
        List<String> tags = new ArrayList<>(List.of("aprendiz", manifest.kind().toString()));
        if (manifest.kind() == Kind.DISTILLED) {
            tags.add("distillation");
        }
        putAll(yaml, "tags", tags);
        if (!dataSets().isEmpty() && !ownMetrics().isEmpty()) {
            yaml.putArray("model-index").add(results());
        }
        return yaml;
    }

    private ObjectNode results() {
        ObjectNode index = JsonNodeFactory.instance.objectNode().put("name", name.toString());
        Parent data = dataSets().getFirst();
        ObjectNode result = index.putArray("results").addObject();
        result.putObject("task").put("type", manifest.task().toString());
        result.putObject("dataset")
                .put("type", data.name().toString())
                .put("name", data.name().toString())
                .put("split", "test")
                .put("revision", String.valueOf(data.version()));
        ArrayNode metrics = result.putArray("metrics");
        ownMetrics()
                .forEach((metric, value) -> metrics.addObject()
                        .put("type", metricType(metric))
                        .put("name", metric)
                        .put("value", value));
        return index;
    }

    /** The Hub has no word for distillation: it files students under fine-tuned, and tags tell. */
    private Optional<String> relation() {
        if (bases().isEmpty()) {
            return Optional.empty();
        }
        return switch (manifest.kind()) {
            case BASE -> Optional.empty();
            case ADAPTER -> Optional.of("adapter");
            case ENSEMBLE -> Optional.of("merge");
            case FINE_TUNED, DISTILLED, MULTI_TASK, META_LEARNED, INCREMENTAL -> Optional.of("finetune");
        };
    }

    /** The models that it came from. */
    List<Parent> bases() {
        return manifest.parents().stream()
                .filter(parent -> parent.type() == RepositoryType.MODEL)
                .toList();
    }

    /** The data sets that it learned from. */
    List<Parent> dataSets() {
        return manifest.parents().stream()
                .filter(parent -> parent.relation() == Relation.TRAINED_ON)
                .toList();
    }

    /** The metrics of the model itself: those without the name of a baseline before a slash. */
    SortedMap<String, Double> ownMetrics() {
        SortedMap<String, Double> own = new TreeMap<>();
        for (Map.Entry<String, Double> metric : manifest.metrics().entrySet()) {
            if (!metric.getKey().contains("/") && Double.isFinite(metric.getValue())) {
                own.put(metric.getKey(), metric.getValue());
            }
        }
        return own;
    }

    /** The Hub's word for a metric: {@code macro-f1} is of type {@code f1}. */
    private static String metricType(String metric) {
        return switch (metric) {
            case "mcc" -> "matthews_correlation";
            case "roc-auc" -> "roc_auc";
            case "exact-match" -> "exact_match";
            case "pearson" -> "pearsonr";
            case "spearman" -> "spearmanr";
            default -> metric.substring(metric.lastIndexOf('-') + 1).toLowerCase(Locale.ROOT);
        };
    }

    private static SequencedSet<String> names(List<Parent> parents) {
        SequencedSet<String> names = new LinkedHashSet<>();
        parents.forEach(parent -> names.add(parent.name().toString()));
        return names;
    }

    private static void putAll(ObjectNode yaml, String field, Iterable<String> texts) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        texts.forEach(list::add);
        if (!list.isEmpty()) {
            yaml.set(field, list);
        }
    }
}
