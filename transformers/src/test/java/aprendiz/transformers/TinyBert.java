package aprendiz.transformers;

import aprendiz.model.Json;
import aprendiz.model.tensors.SafetensorsFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The random checkpoint that src/test/python/make_tiny_bert.py made, and what transformers computed from it. */
public final class TinyBert {

    public static final Path FOLDER = folder();

    /** A copy whose dropout drops something: the original's is 0, so that its training can be compared. */
    public static Path withDropout(Path folder) throws IOException {
        for (String file : List.of("tokenizer.json", "tokenizer_config.json", "model.safetensors")) {
            Files.copy(FOLDER.resolve(file), Files.createDirectories(folder).resolve(file));
        }
        ObjectNode config = Json.read(FOLDER.resolve("config.json"), ObjectNode.class);
        config.put("hidden_dropout_prob", 0.1).put("attention_probs_dropout_prob", 0.1);
        Files.write(folder.resolve("config.json"), Json.pretty(config));
        return folder;
    }

    public static List<String> texts() {
        List<String> texts = new ArrayList<>();
        golden().path("texts").forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    public static List<Integer> labels() {
        List<Integer> labels = new ArrayList<>();
        golden().path("labels").forEach(label -> labels.add(label.intValue()));
        return labels;
    }

    private static JsonNode golden() {
        try {
            return Json.read(FOLDER.resolve("golden.json"), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static float[] golden(String tensor) {
        try (SafetensorsFile file = SafetensorsFile.open(FOLDER.resolve("golden.safetensors"))) {
            return file.floats(tensor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static long[] goldenIds(String tensor) {
        try (SafetensorsFile file = SafetensorsFile.open(FOLDER.resolve("golden.safetensors"))) {
            LongBuffer ids = file.bytes(tensor).asLongBuffer();
            long[] copy = new long[ids.remaining()];
            ids.get(copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Path.of(TinyBert.class.getResource("/tiny-bert").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private TinyBert() {}
}
