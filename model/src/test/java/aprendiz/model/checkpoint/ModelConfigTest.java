package aprendiz.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelConfigTest {

    private static final String BERT = """
            {"architectures": ["BertForTokenClassification"], "model_type": "bert",
             "id2label": {"10": "k", "0": "a", "2": "c", "1": "b", "3": "d", "4": "e", "5": "f", "6": "g", "7": "h",
                          "8": "i", "9": "j"},
             "label2id": {"a": 0},
             "attention_probs_dropout_prob": 0.2, "hidden_dropout_prob": 0.1, "hidden_act": "gelu",
             "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 4, "intermediate_size": 64,
             "vocab_size": 402, "max_position_embeddings": 16, "type_vocab_size": 2, "layer_norm_eps": 1e-12,
             "initializer_range": 0.02, "position_embedding_type": "absolute", "pad_token_id": 0}
            """;
    private static final String DISTILBERT = """
            {"model_type": "distilbert", "activation": "gelu", "attention_dropout": 0.1, "dim": 32, "dropout": 0.3,
             "hidden_dim": 64, "max_position_embeddings": 128, "n_heads": 2, "n_layers": 3, "qa_dropout": 0.1,
             "seq_classif_dropout": 0.25, "sinusoidal_pos_embds": false, "tie_weights_": true, "vocab_size": 100}
            """;

    @TempDir
    Path folder;

    @Test
    void readsBert() {
        ModelConfig config = ModelConfig.of(json(BERT));
        assertThat(config.type()).isEqualTo(ModelType.BERT);
        assertThat(config.architectures()).containsExactly("BertForTokenClassification");
        assertThat(config.labels()).containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
        assertThat(config.numLabels()).isEqualTo(11);
        assertThat(config.hiddenSize()).isEqualTo(16);
        assertThat(config.numHiddenLayers()).isEqualTo(1);
        assertThat(config.numAttentionHeads()).isEqualTo(4);
        assertThat(config.intermediateSize()).isEqualTo(64);
        assertThat(config.vocabSize()).isEqualTo(402);
        assertThat(config.maxPositionEmbeddings()).isEqualTo(16);
        assertThat(config.typeVocabSize()).isEqualTo(2);
        assertThat(config.layerNormEps()).isEqualTo(1e-12);
        assertThat(config.attentionDropout()).isEqualTo(0.2);
        assertThat(config.classifierDropout()).isNull();
    }

    @Test
    void readsDistilBertUnderTheSameNames() {
        ModelConfig config = ModelConfig.of(json(DISTILBERT));
        assertThat(config.type()).isEqualTo(ModelType.DISTILBERT);
        assertThat(config.labels()).isEmpty();
        assertThat(config.hiddenSize()).isEqualTo(32);
        assertThat(config.numHiddenLayers()).isEqualTo(3);
        assertThat(config.numAttentionHeads()).isEqualTo(2);
        assertThat(config.intermediateSize()).isEqualTo(64);
        assertThat(config.typeVocabSize()).isZero();
        assertThat(config.hiddenDropout()).isEqualTo(0.3);
        assertThat(config.classifierDropout()).isEqualTo(0.25);
    }

    @Test
    void fillsInWhatHuggingFaceFillsIn() {
        ObjectNode json = json(BERT);
        json.remove(List.of("layer_norm_eps", "type_vocab_size", "hidden_act", "hidden_dropout_prob", "id2label"));
        ModelConfig config = ModelConfig.of(json);
        assertThat(config.layerNormEps()).isEqualTo(1e-12);
        assertThat(config.typeVocabSize()).isEqualTo(2);
        assertThat(config.hiddenAct()).isEqualTo("gelu");
        assertThat(config.hiddenDropout()).isEqualTo(0.1);
    }

    @Test
    void keepsFieldsItDoesNotKnow() throws Exception {
        for (String text : List.of(BERT, DISTILBERT)) {
            ModelConfig config = ModelConfig.of(json(text));
            Path file = folder.resolve("config.json");
            config.write(file);
            assertThat(ModelConfig.read(file)).isEqualTo(config);
            ObjectNode written = Json.read(file, ObjectNode.class);
            json(text).properties().stream()
                    .filter(field -> !field.getKey().equals("label2id"))
                    .forEach(field -> assertThat(written.get(field.getKey()))
                            .as(field.getKey())
                            .isEqualTo(field.getValue()));
        }
    }

    @Test
    void writesLabelsBothWaysInOrder() {
        ModelConfig config =
                ModelConfig.of(json(DISTILBERT)).withHead("DistilBertForSequenceClassification", List.of("no", "yes"));
        assertThat(config.toJson().get("id2label")).hasToString("{\"0\":\"no\",\"1\":\"yes\"}");
        assertThat(config.toJson().get("label2id")).hasToString("{\"no\":0,\"yes\":1}");
        assertThat(config.toJson().get("architectures")).hasToString("[\"DistilBertForSequenceClassification\"]");
        assertThat(config.toJson().has("type_vocab_size")).isFalse();
    }

    @Test
    void namesEveryFieldThatIsImpossible() {
        ObjectNode json = json(BERT);
        json.put("vocab_size", 0)
                .put("hidden_dropout_prob", 1.0)
                .put("layer_norm_eps", 0)
                .put("hidden_size", 15);
        assertThatThrownBy(() -> ModelConfig.of(json))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.complaints())
                                .extracting(Problem.Complaint::path)
                                .containsExactly(
                                        "config.json: hidden_size",
                                        "config.json: vocab_size",
                                        "config.json: layer_norm_eps",
                                        "config.json: hidden_dropout_prob"));
    }

    @Test
    void namesTheFieldByTheNameThatTheFileUses() {
        refuses(json(DISTILBERT).put("dim", 33), "config.json: dim: 33 is not a multiple of n_heads, 2");
        refuses(json(DISTILBERT).put("seq_classif_dropout", -0.1), "config.json: seq_classif_dropout");
        refuses(without(DISTILBERT, "n_layers"), "config.json: n_layers: nothing is not a whole number");
    }

    @Test
    void refusesFieldsOfAnotherType() {
        refuses(json(BERT).put("hidden_size", "16"), "hidden_size: \"16\" is not a whole number");
        refuses(json(BERT).put("hidden_size", 16.5), "hidden_size");
        refuses(json(BERT).put("vocab_size", 1L << 40), "vocab_size");
        refuses(json(BERT).put("hidden_act", 3), "hidden_act: 3 is not a text");
        refuses(json(BERT).put("hidden_dropout_prob", "none"), "hidden_dropout_prob: \"none\" is not a number");
        refuses(json(BERT).put("architectures", "Bert"), "architectures: \"Bert\" is not a list");
        refuses(json(BERT).put("model_type", "gpt2"), "model_type: 'gpt2' is not one of [bert, distilbert]");
        refuses(without(BERT, "model_type"), "model_type");
    }

    @Test
    void refusesLabelsThatDoNotCount() {
        refuses(
                without(BERT, "label2id").set("id2label", json("{\"0\":\"a\",\"2\":\"b\"}")),
                "id2label: no text for '1'");
        refuses(without(BERT, "label2id").set("id2label", json("{\"0\":\"a\",\"1\":\"a\"}")), "labels that differ");
        refuses(without(BERT, "label2id").set("id2label", json("{\"0\":\" \"}")), "labels that are not blank");
        refuses(json(BERT).put("id2label", "a,b"), "id2label: \"a,b\" is not an object");
        ObjectNode contrary = json(BERT);
        contrary.set("id2label", json("{\"0\":\"a\",\"1\":\"b\"}"));
        contrary.set("label2id", json("{\"a\":1,\"b\":0}"));
        refuses(contrary, "label2id: 1 is not 0, as id2label says");
    }

    private static void refuses(Object config, String words) {
        assertThatThrownBy(() -> ModelConfig.of((ObjectNode) config))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID))
                .hasMessageContaining(words);
    }

    private static ObjectNode without(String text, String field) {
        ObjectNode json = json(text);
        json.remove(field);
        return json;
    }

    static ObjectNode json(String text) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8), "test", ObjectNode.class);
    }

    @Test
    void refusesFilesThatAreNoObject() throws Exception {
        Path file = Files.writeString(folder.resolve("config.json"), "[1]");
        assertThatThrownBy(() -> ModelConfig.read(file))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("config.json");
    }
}
