package aprendiz.inference.tei;

import aprendiz.inference.Settings;
import aprendiz.inference.serving.Pin;
import aprendiz.model.Problem;
import aprendiz.transformers.tasks.FeatureExtraction;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.tasks.TextTask;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code /info} tells of a model and of what it takes. */
record ModelInfo(
        @JsonProperty("model_id") String model,
        @JsonProperty("model_sha") String commit,
        @JsonProperty("model_dtype") String dtype,
        @JsonProperty("served_model_name") String servedAs,
        @JsonProperty("model_type") Map<String, ?> type,
        @JsonProperty("max_concurrent_requests") int maxWaiting,
        @JsonProperty("max_input_length") int maxTokens,
        @JsonProperty("max_batch_tokens") int maxBatchTokens,
        @JsonProperty("max_batch_requests") int maxBatch,
        @JsonProperty("max_client_batch_size") int maxInputs,
        @JsonProperty("auto_truncate") boolean cuts,
        @JsonProperty("tokenization_workers") int workers,
        String version) {

    static ModelInfo of(Pin pin, TextTask model, Settings settings, String version) {
        int tokens = model instanceof FeatureExtraction vectors ? vectors.sentenceLength() : model.maxLength();
        return new ModelInfo(
                pin.model().toString(),
                pin.commit(),
                "float32",
                pin.label(),
                type(pin, model),
                settings.requests().queue(),
                tokens,
                settings.batches().tokens(),
                settings.batches().texts(),
                settings.requests().texts(),
                true,
                Runtime.getRuntime().availableProcessors(),
                version);
    }

    private static Map<String, ?> type(Pin pin, TextTask model) {
        if (model instanceof FeatureExtraction vectors) {
            return Map.of("embedding", Map.of("pooling", vectors.pooling()));
        }
        if (model instanceof TextClassification classification) {
            return classifier(classification.labels());
        }
        throw Problem.invalid(
                "Another task",
                pin.label() + " is for " + model.task() + "; these routes know text-classification and"
                        + " feature-extraction");
    }

    private static Map<String, ?> classifier(List<String> labels) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            names.put(Integer.toString(i), labels.get(i));
            places.put(labels.get(i), i);
        }
        return Map.of(labels.size() == 1 ? "reranker" : "classifier", Map.of("id2label", names, "label2id", places));
    }
}
