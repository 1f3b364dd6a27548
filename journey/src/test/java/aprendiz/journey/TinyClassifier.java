package aprendiz.journey;

import aprendiz.model.Json;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.Task;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.training.NewCheckpoint;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** A BERT with one narrow layer and new weights: it is served like any other, and quick to load and to ask. */
final class TinyClassifier {

    private static final String CONFIG = """
        {"model_type":"bert","architectures":["BertForSequenceClassification"],"hidden_size":16,"num_hidden_layers":1,
         "num_attention_heads":2,"intermediate_size":32,"vocab_size":10,"max_position_embeddings":64,"type_vocab_size":2,
         "initializer_range":0.5,"pad_token_id":0,"id2label":{"0":"bad","1":"good"},"label2id":{"bad":0,"good":1}}
        """;
    private static final List<String> VOCABULARY =
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "room", "good", "bad", "##s");

    /** Writes it into a folder of its own; each seed makes another one. */
    static Path write(Path folder, long seed) throws IOException {
        ObjectNode config = Json.parse(CONFIG.getBytes(StandardCharsets.UTF_8), "config", ObjectNode.class);
        NewCheckpoint.write(folder, ModelConfig.of(config), seed);
        Files.write(folder.resolve("vocab.txt"), VOCABULARY);
        seal(folder);
        return folder;
    }

    /** One that cannot be computed with: its words are numbers so large that their sums are none. */
    static Path writeSpoilt(Path folder, long seed) throws IOException {
        write(folder, seed);
        try (RandomAccessFile weights =
                new RandomAccessFile(folder.resolve(Checkpoint.WEIGHTS).toFile(), "rw")) {
            byte[] header = new byte[(int) Long.reverseBytes(weights.readLong())];
            weights.readFully(header);
            JsonNode place = Json.parse(header, "header", ObjectNode.class)
                    .path("bert.embeddings.word_embeddings.weight")
                    .path("data_offsets");
            ByteBuffer huge = ByteBuffer.allocate(
                            place.get(1).asInt() - place.get(0).asInt())
                    .order(ByteOrder.LITTLE_ENDIAN);
            while (huge.hasRemaining()) {
                huge.putFloat(Float.MAX_VALUE);
            }
            weights.seek(Long.BYTES + header.length + place.get(0).asLong());
            weights.write(huge.array());
        }
        seal(folder);
        return folder;
    }

    private static void seal(Path folder) throws IOException {
        new Checkpoint(folder)
                .seal(new Manifest(
                        1,
                        Kind.BASE,
                        Task.TEXT_CLASSIFICATION,
                        List.of(),
                        null,
                        17L,
                        new TreeMap<>(),
                        null,
                        "tests",
                        List.of()));
    }

    private TinyClassifier() {}
}
