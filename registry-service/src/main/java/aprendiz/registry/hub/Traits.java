package aprendiz.registry.hub;

import aprendiz.model.FileEntry;
import aprendiz.model.RepositoryType;
import aprendiz.registry.commits.Commit;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** What a repository is good for, in the Hub's words: by its card first, then by its version, then by its files. */
record Traits(RepositoryType type, Commit commit, List<FileEntry> files, Card card, JsonNode config) {

    /** The task; null for a data set, or where nothing tells. */
    String task() {
        if (type == RepositoryType.DATASET) {
            return null;
        }
        return card.text("pipeline_tag")
                .or(() -> Optional.ofNullable(commit.task()).map(Object::toString))
                .or(this::taskOfHead)
                .orElse(null);
    }

    private Optional<String> taskOfHead() {
        String architecture = config.path("architectures").path(0).asText("");
        if (architecture.endsWith("ForSequenceClassification")) {
            return Optional.of("text-classification");
        }
        if (architecture.endsWith("ForTokenClassification")) {
            return Optional.of("token-classification");
        }
        if (architecture.endsWith("ForQuestionAnswering")) {
            return Optional.of("question-answering");
        }
        if (architecture.endsWith("ForMaskedLM")) {
            return Optional.of("fill-mask");
        }
        return architecture.endsWith("Model") ? Optional.of("feature-extraction") : Optional.empty();
    }

    /** Null for a data set, or where nothing tells. */
    String library() {
        if (type == RepositoryType.DATASET) {
            return null;
        }
        return card.text("library_name").or(this::libraryOfFiles).orElse(null);
    }

    private Optional<String> libraryOfFiles() {
        if (has("modules.json")) {
            return Optional.of("sentence-transformers");
        }
        return has("config.json") ? Optional.of("transformers") : Optional.empty();
    }

    private boolean has(String path) {
        return files.stream().anyMatch(file -> file.path().equals(path));
    }

    List<String> tags() {
        SequencedSet<String> tags = new LinkedHashSet<>();
        add(tags, library());
        if (files.stream().anyMatch(file -> file.path().endsWith(".safetensors"))) {
            tags.add("safetensors");
        }
        if (files.stream().anyMatch(file -> file.path().endsWith(".onnx"))) {
            tags.add("onnx");
        }
        add(tags, config == null ? null : config.path("model_type").textValue());
        add(tags, task());
        add(tags, commit.kind() == null ? null : commit.kind().toString());
        tags.addAll(card.texts("tags"));
        tags.addAll(card.texts("language"));
        card.texts("license").forEach(license -> tags.add("license:" + license));
        card.texts("datasets").forEach(data -> tags.add("dataset:" + data));
        card.texts("task_categories").forEach(task -> tags.add("task_categories:" + task));
        String relation = card.text("base_model_relation").orElse("finetune");
        card.texts("base_model").forEach(base -> {
            tags.add("base_model:" + base);
            tags.add("base_model:" + relation + ":" + base);
        });
        return List.copyOf(tags);
    }

    private static void add(SequencedSet<String> tags, String tag) {
        if (tag != null) {
            tags.add(tag);
        }
    }
}
