package aprendiz.inference.serving;

import aprendiz.model.Json;
import aprendiz.model.Task;
import aprendiz.model.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a checkpoint for {@link FakeEngine}: all but weights. Its tokenizer knows letters, so that a word has as
 * many tokens as letters, and a few words.
 */
public final class FakeCheckpoint {

    static final String SLOW = "slow";
    static final String POISON = "poison";
    static final int LONGEST = 64;
    static final List<String> VOCABULARY = vocabulary();

    private FakeCheckpoint() {}

    static Map<String, byte[]> files(Task task, String version, String... labels) {
        return Map.of(
                Checkpoint.CONFIG,
                bytes(config(task, List.of(labels))),
                "vocab.txt",
                String.join("\n", VOCABULARY).getBytes(StandardCharsets.UTF_8),
                "version.txt",
                version.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> vocabulary() {
        List<String> tokens =
                new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", "?", SLOW, POISON));
        for (char letter = 'a'; letter <= 'z'; letter++) {
            tokens.add(String.valueOf(letter));
            tokens.add("##" + letter);
        }
        return List.copyOf(tokens);
    }

    private static Map<String, Object> config(Task task, List<String> labels) {
        Map<Integer, String> id2label = new LinkedHashMap<>();
        labels.forEach(label -> id2label.put(id2label.size(), label));
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of("Bert" + head(task)));
        config.put("model_type", "bert");
        config.put("vocab_size", VOCABULARY.size());
        config.put("hidden_size", 4);
        config.put("num_hidden_layers", 1);
        config.put("num_attention_heads", 1);
        config.put("intermediate_size", 4);
        config.put("max_position_embeddings", LONGEST);
        config.put("type_vocab_size", 2);
        config.put("hidden_act", "gelu");
        config.put("layer_norm_eps", 1e-12);
        config.put("pad_token_id", 0);
        config.put("id2label", id2label);
        return config;
    }

    private static String head(Task task) {
        return switch (task) {
            case TEXT_CLASSIFICATION -> "ForSequenceClassification";
            case TOKEN_CLASSIFICATION -> "ForTokenClassification";
            case QUESTION_ANSWERING -> "ForQuestionAnswering";
            case FILL_MASK -> "ForMaskedLM";
            case FEATURE_EXTRACTION -> "Model";
        };
    }

    private static byte[] bytes(Map<String, Object> config) {
        try {
            return Json.MAPPER.writeValueAsBytes(config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
