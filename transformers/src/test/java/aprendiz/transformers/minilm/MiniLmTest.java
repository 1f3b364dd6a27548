package aprendiz.transformers.minilm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.transformers.network.Bert;
import aprendiz.transformers.tasks.FeatureExtraction;
import aprendiz.transformers.text.Batch;
import aprendiz.transformers.text.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiniLmTest {

    private static final List<String> TEXTS = List.of(
            "",
            "Clean",
            "The room was clean.",
            "The bathroom smelled of damp and the shower had no hot water until nine in the morning.",
            "Quiet room, soft bed, and a view over the harbour!",
            "Wi-Fi: 5/5, breakfast: 2/5, noise: 11/10...",
            "We stayed three nights in a double room on the fourth floor. The bed was comfortable, the pillows were not.",
            "NOT RECOMMENDED!!! dirty sheets, rude staff, broken lift",
            "The hotel upgraded us to a suite without our asking, which made the anniversary of my parents a great day.",
            "Room 412 faces the street; ask for one that faces the garden. " + "It is much quieter there. ".repeat(20),
            "La habitación estaba limpia.",
            "El baño olía a humedad y no hubo agua caliente hasta las nueve de la mañana.",
            "Habitación tranquila, cama cómoda y vistas al puerto.",
            "¡Ni se os ocurra! Sábanas sucias, personal maleducado y el ascensor averiado.",
            "Nos alojamos tres noches en una doble de la cuarta planta; la cama era cómoda, las almohadas no tanto.",
            "El desayuno, correcto. El wifi, lento. El precio, excesivo para lo que ofrecen.",
            "Repetiremos sin duda: atención exquisita, ubicación inmejorable y una limpieza impecable.",
            "Pedimos una cuna y nunca llegó. " + "Llamamos varias veces a recepción sin resultado. ".repeat(10),
            "日本語 mixed with ñandú, emoji 🛏️ and ümläuts",
            "a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4 5 6 7 8 9");

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() {
        MiniLm.write(folder);
    }

    @Test
    void embedsAsTheExportDoes() throws Exception {
        try (FeatureExtraction encoder = FeatureExtraction.load(folder)) {
            float[][] ours = encoder.embed(TEXTS);
            float[][] exported = embedWithOnnxRuntime();
            for (int i = 0; i < TEXTS.size(); i++) {
                assertThat(cosine(ours[i], exported[i])).as(TEXTS.get(i)).isGreaterThan(0.9999);
            }
        }
    }

    @Test
    void embedsABatchAsOneByOne() {
        try (FeatureExtraction encoder = FeatureExtraction.load(folder)) {
            float[][] together = encoder.embed(TEXTS);
            for (int i = 0; i < TEXTS.size(); i++) {
                assertThat(encoder.embed(List.of(TEXTS.get(i)))[0]).containsExactly(together[i], within(1e-5f));
            }
        }
    }

    @Test
    void writesAllTensorsOfTheTrunkAndNoOther() throws IOException {
        Checkpoint checkpoint = new Checkpoint(folder);
        List<String> wanted = new Bert(checkpoint.config())
                .trunk().stream()
                        .map(parameter -> parameter.name().substring("bert.".length()))
                        .toList();
        try (SafetensorsFile tensors = SafetensorsFile.open(checkpoint.file(Checkpoint.WEIGHTS))) {
            assertThat(tensors.tensors().keySet()).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    @Test
    void writesTheFilesThatLibrariesLookFor() throws IOException {
        assertThat(new Checkpoint(folder).files())
                .containsExactly(
                        "1_Pooling/config.json",
                        "README.md",
                        "config.json",
                        "model.safetensors",
                        "modules.json",
                        "sentence_bert_config.json",
                        "special_tokens_map.json",
                        "tokenizer.json",
                        "tokenizer_config.json",
                        "vocab.txt");
        assertThat(Files.readAllLines(folder.resolve("vocab.txt")))
                .hasSize(30522)
                .startsWith("[PAD]");
    }

    @Test
    void isOnTheClassPathOfTheTests() {
        assertThat(MiniLm.isPresent()).isTrue();
    }

    private static float[][] embedWithOnnxRuntime() throws IOException, OrtException {
        byte[] export;
        try (InputStream in = MiniLm.class.getResourceAsStream("/all-minilm-l6-v2.onnx")) {
            export = in.readAllBytes();
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(export);
                Tokenizer tokenizer = Tokenizer.load(folder, 512)) {
            float[][] vectors = new float[TEXTS.size()][];
            for (int i = 0; i < vectors.length; i++) {
                Batch batch = new Batch(tokenizer.encode(List.of(TEXTS.get(i))), 0);
                try (OnnxTensor ids = tensor(environment, batch, batch.ids());
                        OnnxTensor types = tensor(environment, batch, batch.types());
                        OnnxTensor mask = tensor(environment, batch, batch.mask());
                        OrtSession.Result result = session.run(
                                Map.of("input_ids", ids, "token_type_ids", types, "attention_mask", mask))) {
                    vectors[i] = mean(((float[][][]) result.get(0).getValue())[0]);
                }
            }
            return vectors;
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, Batch batch, long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {batch.rows(), batch.length()});
    }

    private static float[] mean(float[][] tokens) {
        float[] mean = new float[tokens[0].length];
        for (float[] token : tokens) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += token[i] / tokens.length;
            }
        }
        return mean;
    }

    private static double cosine(float[] a, float[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
