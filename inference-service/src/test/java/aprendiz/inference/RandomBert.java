package aprendiz.inference;

import aprendiz.model.Json;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.tensors.SafetensorsWriter;
import aprendiz.model.tensors.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes classifiers of BERT's architecture whose weights mean nothing: small random numbers. */
public record RandomBert(int hidden, int layers, int heads, int positions, List<String> vocabulary) {

    public static final RandomBert TINY = new RandomBert(
            16, 1, 2, 32, List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "room", "good", "bad", "##s"));

    /** @param number added to the first logit, so that answers tell which version gave them */
    public void write(Path folder, List<String> labels, float number) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("vocab.txt"), vocabulary);
        Files.writeString(folder.resolve(Checkpoint.CONFIG), config(labels));
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        Random random = new Random(7);
        matrix(tensors, random, "bert.embeddings.word_embeddings.weight", vocabulary.size(), hidden);
        matrix(tensors, random, "bert.embeddings.position_embeddings.weight", positions, hidden);
        matrix(tensors, random, "bert.embeddings.token_type_embeddings.weight", 2, hidden);
        norm(tensors, "bert.embeddings.LayerNorm");
        for (int i = 0; i < layers; i++) {
            String layer = "bert.encoder.layer." + i + ".";
            for (String part : List.of("self.query", "self.key", "self.value", "output.dense")) {
                linear(tensors, random, layer + "attention." + part, hidden, hidden);
            }
            norm(tensors, layer + "attention.output.LayerNorm");
            linear(tensors, random, layer + "intermediate.dense", 4 * hidden, hidden);
            linear(tensors, random, layer + "output.dense", hidden, 4 * hidden);
            norm(tensors, layer + "output.LayerNorm");
        }
        linear(tensors, random, "bert.pooler.dense", hidden, hidden);
        matrix(tensors, random, "classifier.weight", labels.size(), hidden);
        float[] bias = new float[labels.size()];
        bias[0] = number;
        tensors.put("classifier.bias", TensorData.floats(bias, labels.size()));
        SafetensorsWriter.write(folder.resolve(Checkpoint.WEIGHTS), Map.of(), tensors);
    }

    private String config(List<String> labels) throws IOException {
        Map<Integer, String> id2label = new LinkedHashMap<>();
        for (String label : labels) {
            id2label.put(id2label.size(), label);
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of("BertForSequenceClassification"));
        config.put("model_type", "bert");
        config.put("vocab_size", vocabulary.size());
        config.put("hidden_size", hidden);
        config.put("num_hidden_layers", layers);
        config.put("num_attention_heads", heads);
        config.put("intermediate_size", 4 * hidden);
        config.put("max_position_embeddings", positions);
        config.put("type_vocab_size", 2);
        config.put("hidden_act", "gelu");
        config.put("layer_norm_eps", 1e-12);
        config.put("pad_token_id", 0);
        config.put("id2label", id2label);
        return Json.MAPPER.writeValueAsString(config);
    }

    private static void linear(Map<String, TensorData> tensors, Random random, String name, int out, int in) {
        matrix(tensors, random, name + ".weight", out, in);
        tensors.put(name + ".bias", TensorData.floats(new float[out], out));
    }

    private void norm(Map<String, TensorData> tensors, String name) {
        float[] ones = new float[hidden];
        Arrays.fill(ones, 1);
        tensors.put(name + ".weight", TensorData.floats(ones, hidden));
        tensors.put(name + ".bias", TensorData.floats(new float[hidden], hidden));
    }

    private static void matrix(Map<String, TensorData> tensors, Random random, String name, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.02 * random.nextGaussian());
        }
        tensors.put(name, TensorData.floats(values, rows, columns));
    }
}
