package aprendiz.transformers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import aprendiz.model.Json;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.network.TokenVectors;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.text.Tokens;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small public checkpoints and BERT's own vocabulary, which do not come with this project. Runs where there is a folder
 * with {@code hf_tiny_checkpoints} and {@code bert_vocabs}: the one that APRENDIZ_DATA names, or shared/data beside the
 * project.
 */
@EnabledIf("isThere")
class PublicDataTest {

    private static final Path DATA = Path.of(System.getenv().getOrDefault("APRENDIZ_DATA", "../../shared/data"));
    private static final Path CHECKPOINTS = DATA.resolve("hf_tiny_checkpoints");

    @TempDir
    Path folder;

    static boolean isThere() {
        return Files.isDirectory(CHECKPOINTS) && Files.isDirectory(DATA.resolve("bert_vocabs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenizer.json", "vocab.txt"})
    void cutsAThousandTextsAsBertDoes(String file) throws Exception {
        Files.copy(DATA.resolve("bert_vocabs/bert-base-uncased-" + file), folder.resolve(file));
        Tokenizer tokenizer = Tokenizer.load(folder, 100_000);
        List<String> lines = Files.readAllLines(DATA.resolve("bert_vocabs/wordpiece_golden_1000.txt"));
        assertThat(lines).hasSize(1000);
        for (String line : lines) {
            String[] parts = line.split("\t", -1);
            long[] ids = tokenizer.encode(List.of(parts[0])).getFirst().ids();
            List<String> tokens = Arrays.stream(ids, 1, ids.length - 1)
                    .mapToObj(id -> tokenizer.vocabulary().token((int) id))
                    .toList();
            assertThat(tokens).isEqualTo(List.of(parts).subList(1, parts.length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"coldfire_tiny_bert", "jammi_tiny_bert"})
    void computesTheHiddenStatesOfTransformers(String name) throws Exception {
        JsonNode golden =
                Json.read(CHECKPOINTS.resolve("goldens.json"), JsonNode.class).path(name);
        Checkpoint checkpoint = new Checkpoint(CHECKPOINTS.resolve(name));
        try (LiveNetwork network = load(checkpoint, checkpoint.config(), new TokenVectors())) {
            float[][][] states = network.tokenAnswers(inputs(golden));
            for (int token = 0; token < states[0].length; token++) {
                assertClose(
                        states[0][token], golden.path("last_hidden_state_row0").path(token));
            }
            float[] first = Arrays.copyOf(states[1][0], 8);
            assertClose(first, golden.path("last_hidden_state_row1_tok0_8"));
        }
        assertCuts(golden, checkpoint);
    }

    @Test
    void tagsAsTransformersDoes() throws Exception {
        JsonNode golden =
                Json.read(CHECKPOINTS.resolve("goldens.json"), JsonNode.class).path("camphr_ner_bert");
        Checkpoint checkpoint = new Checkpoint(CHECKPOINTS.resolve("camphr_ner_bert"));
        try (LiveNetwork network = load(checkpoint, checkpoint.config(), Head.of(checkpoint.config()))) {
            float[][][] logits = network.tokenAnswers(inputs(golden));
            for (int token = 0; token < logits[0].length; token++) {
                assertClose(logits[0][token], golden.at("/logits/" + token));
            }
        }
        assertCuts(golden, checkpoint);
    }

    @Test
    void computesWhatTheExportItReadsComputes() throws Exception {
        Path export = CHECKPOINTS.resolve("tribuo_tinybert_onnx/tinybert.onnx");
        Files.copy(export, folder.resolve("model.onnx"));
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("model_type", "bert").put("hidden_size", 50).put("num_hidden_layers", 1);
        json.put("num_attention_heads", 1).put("intermediate_size", 200).put("vocab_size", 1656);
        json.put("max_position_embeddings", 100).put("layer_norm_eps", 1e-12);
        long[] ids = {3, 17, 900, 1655, 4, 1};
        float[][] expected = run(export, ids);
        try (LiveNetwork network = load(new Checkpoint(folder), ModelConfig.of(json), new TokenVectors())) {
            float[][] found = network.tokenAnswers(List.of(Tokens.of(ids)))[0];
            for (int token = 0; token < ids.length; token++) {
                assertThat(found[token]).containsExactly(expected[token], within(1e-4f));
            }
        }
    }

    private static float[][] run(Path export, long[] ids) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        long[] shape = {1, ids.length};
        try (OrtSession session = environment.createSession(export.toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor types = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
            return ((float[][][]) result.get(0).getValue())[0];
        }
    }

    private static LiveNetwork load(Checkpoint checkpoint, ModelConfig config, Head head) throws Exception {
        Family family = Family.of(config);
        try (StoredTensors tensors = StoredTensors.open(checkpoint, family)) {
            Network network = new Network(family, head);
            tensors.require(network.parameters());
            return new LiveNetwork(network, tensors::fill);
        }
    }

    /** Without config.json, since one of these vocabularies has more tokens than its embedding has rows. */
    private void assertCuts(JsonNode golden, Checkpoint checkpoint) throws IOException {
        for (String file : List.of("tokenizer.json", "vocab.txt", "tokenizer_config.json")) {
            if (Files.exists(checkpoint.file(file))) {
                Files.copy(checkpoint.file(file), folder.resolve(file));
            }
        }
        golden.path("tokenize").properties().forEach(entry -> {
            Tokenizer tokenizer = Tokenizer.load(folder, 100);
            assertThat(tokenizer.encode(List.of(entry.getKey())).getFirst().ids())
                    .containsExactly(longs(entry.getValue()));
        });
    }

    /** The rows without their filling. */
    private static List<Tokens> inputs(JsonNode golden) {
        List<Tokens> rows = new ArrayList<>();
        for (int row = 0; row < golden.path("input_ids").size(); row++) {
            long[] ids = longs(golden.path("input_ids").path(row));
            long[] mask = golden.has("attention_mask")
                    ? longs(golden.path("attention_mask").path(row))
                    : Arrays.stream(ids).map(id -> 1).toArray();
            int length = (int) Arrays.stream(mask).sum();
            long[] types = golden.has("token_type_ids")
                    ? longs(golden.path("token_type_ids").path(row))
                    : new long[ids.length];
            rows.add(new Tokens(Arrays.copyOf(ids, length), Arrays.copyOf(types, length)));
        }
        return rows;
    }

    private static long[] longs(JsonNode numbers) {
        long[] longs = new long[numbers.size()];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = numbers.path(i).longValue();
        }
        return longs;
    }

    private static void assertClose(float[] found, JsonNode expected) {
        assertThat(expected.size()).isEqualTo(found.length);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo((float) expected.path(i).doubleValue(), within(1e-4f));
        }
    }
}
