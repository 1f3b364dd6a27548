package aprendiz.registry.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import aprendiz.model.Json;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.Publication;
import aprendiz.model.catalog.Signature;
import aprendiz.model.catalog.Version;
import aprendiz.model.tensors.SafetensorsWriter;
import aprendiz.model.tensors.TensorData;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused when a model is published, every reason at once. */
@QuarkusTest
class ChecksTest extends RegistryTest {

    @Test
    void namesEveryTensorLabelTokenAndNumberThatIsWrong() throws IOException {
        Path folder = Sample.files(temp.resolve("wrong"), 1);
        SortedMap<String, TensorData> tensors = Sample.tensors(1);
        tensors.remove("bert.pooler.dense.bias");
        tensors.put("bert.encoder.layer.0.output.dense.bias", TensorData.floats(new float[3], 3));
        tensors.put("bert.encoder.layer.7.output.dense.bias", TensorData.floats(new float[4], 4));
        tensors.put("classifier.bias", TensorData.floats(new float[] {1, Float.NaN}, 2));
        Sample.weights(folder, 1, tensors);
        Files.writeString(folder.resolve("vocab.txt"), "a\nb\nc\nd\n");
        Files.writeString(
                folder.resolve("config.json"), Sample.CONFIG.replace(",\"1\":\"good\"", ",\"1\":\"good\",\"2\":\"x\""));

        assertThat(complaints(folder))
                .extracting(Complaint::toString)
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).contains("model.safetensors", "lacks", "'bert.pooler.dense.bias'"),
                        one -> assertThat(one)
                                .contains("'bert.encoder.layer.0.output.dense.bias' has shape [3]", "[4]"),
                        one -> assertThat(one).contains("'bert.encoder.layer.7.output.dense.bias' has no place"),
                        one -> assertThat(one).contains("'classifier.bias' holds a NaN", "element 1"),
                        one -> assertThat(one).contains("'classifier.bias' has shape [2]", "[3]"),
                        one -> assertThat(one).contains("'classifier.weight' has shape [2, 4]", "[3, 4]"),
                        one -> assertThat(one).contains("vocab.txt: gives a token the id 3", "3 tokens"));
    }

    @Test
    void readsTheHighestIdOfATokenizer() throws IOException {
        Path folder = Sample.files(temp.resolve("tokens"), 1);
        Files.writeString(folder.resolve("tokenizer.json"), """
                {"added_tokens":[{"id":9,"content":"[NEW]"}],"model":{"type":"WordPiece","vocab":{"a":0,"b":1}}}""");
        assertThat(complaints(folder)).singleElement().asString().contains("tokenizer.json", "the id 9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pytorch_model.bin", "training_args.PT", "x/weights.pkl", "tf_model.h5"})
    void refusesFilesThatRunCode(String path) throws IOException {
        Path folder = Sample.files(temp.resolve("code"), 1);
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), "x");
        assertThat(complaints(folder)).extracting(Complaint::path).containsExactly(path);
    }

    @Test
    void refusesAConfigurationThatNamesCode() throws IOException {
        Path folder = Sample.files(temp.resolve("remote"), 1);
        Files.writeString(
                folder.resolve("config.json"),
                Sample.CONFIG.replaceFirst("\\{", "{\"auto_map\":{\"AutoModel\":\"modeling.Model\"},"));
        assertThat(complaints(folder)).singleElement().asString().contains("config.json: auto_map");
    }

    @Test
    void shardsMustHoldWhatTheirIndexSays() throws IOException {
        Path folder = Sample.files(temp.resolve("shards"), 1);
        Files.delete(folder.resolve("model.safetensors"));
        SortedMap<String, TensorData> first = new TreeMap<>(Sample.tensors(1));
        SortedMap<String, TensorData> second =
                new TreeMap<>(Map.of("classifier.bias", first.remove("classifier.bias")));
        Map<String, String> map = new TreeMap<>();
        first.keySet().forEach(name -> map.put(name, "model-00001-of-00002.safetensors"));
        second.keySet().forEach(name -> map.put(name, "model-00002-of-00002.safetensors"));
        SafetensorsWriter.write(folder.resolve("model-00001-of-00002.safetensors"), Map.of("format", "pt"), first);
        SafetensorsWriter.write(folder.resolve("model-00002-of-00002.safetensors"), Map.of("format", "pt"), second);
        Path index = folder.resolve("model.safetensors.index.json");
        Files.write(index, Json.pretty(Map.of("weight_map", map)));
        Path whole = Sample.seal(folder, Kind.BASE, List.of());
        assertThat(client.publish(RepositoryType.MODEL, newName(), whole, "", null)
                        .number())
                .isEqualTo(1);

        map.put("classifier.bias", "model-00001-of-00002.safetensors");
        map.put("lost", "model-00003-of-00003.safetensors");
        Files.write(index, Json.pretty(Map.of("weight_map", map)));
        assertThat(complaints(folder))
                .extracting(Complaint::toString)
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).contains("'classifier.bias' into model-00001", "lacks it"),
                        one -> assertThat(one)
                                .contains("model-00002-of-00002.safetensors: holds tensor 'classifier.bias'"),
                        one -> assertThat(one).contains("names the shard model-00003"));
    }

    @Test
    void unknownFamiliesAreCheckedAsFarAsTheirFilesGo() throws IOException {
        Path folder = Sample.files(temp.resolve("other"), 1);
        Files.writeString(folder.resolve("config.json"), """
                {"model_type":"roberta","architectures":["RobertaForSequenceClassification"],"id2label":{"0":"a","1":"b","2":"c"}}""");
        assertThat(complaints(folder))
                .singleElement()
                .asString()
                .contains("'classifier.weight' has 2 rows", "3 labels");
    }

    @Test
    void filesThatSayNothingAreDescribedByTheRequest() throws IOException {
        Path folder = Sample.files(temp.resolve("bare"), 4);
        Signature signature = new Signature(
                List.of(new Signature.Field("text", "string", "a review")),
                List.of(new Signature.Field("label", "string", "")));
        Version version = client.publish(
                RepositoryType.MODEL,
                newName(),
                folder,
                files -> new Publication(
                        files,
                        "pushed",
                        null,
                        Kind.FINE_TUNED,
                        Task.TEXT_CLASSIFICATION,
                        List.of(),
                        Json.MAPPER.createObjectNode().put("epochs", 3),
                        new TreeMap<>(Map.of("accuracy", 0.5)),
                        signature,
                        List.of("lang:es", "hotel")));
        assertThat(version.kind()).isEqualTo(Kind.FINE_TUNED);
        assertThat(version.tags()).containsExactly("hotel", "lang:es");
        assertThat(version.signature()).isEqualTo(signature);
        Path fetched = client.fetch(RepositoryType.MODEL, version, temp.resolve("cache"));
        Manifest manifest = Json.read(fetched.resolve(Manifest.FILE), Manifest.class);
        assertThat(manifest.metrics()).containsEntry("accuracy", 0.5);
        assertThat(manifest.recipe().path("epochs").asInt()).isEqualTo(3);
        assertThat(manifest.files()).hasSize(3);
    }

    @Test
    void theRequestMustNotContradictTheFiles() throws IOException {
        Path folder = Sample.model(temp.resolve("said"), 1);
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> client.publish(
                        RepositoryType.MODEL,
                        newName(),
                        folder,
                        files -> new Publication(files, "", null, Kind.DISTILLED, null, null, null, null, null, null)));
        assertThat(problem.complaints()).extracting(Complaint::path).containsExactly("kind");
    }

    private List<Complaint> complaints(Path folder) throws IOException {
        Path sealed = Sample.seal(folder, Kind.BASE, List.of());
        Problem problem = catchThrowableOfType(
                Problem.class, () -> client.publish(RepositoryType.MODEL, newName(), sealed, "", null));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID);
        return problem.complaints();
    }
}
