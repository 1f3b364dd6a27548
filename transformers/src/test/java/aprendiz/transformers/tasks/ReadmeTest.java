package aprendiz.transformers.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.export.Export;
import aprendiz.transformers.export.ExportedNetwork;
import aprendiz.transformers.export.OnnxSettings;
import aprendiz.transformers.export.Variant;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of README.md, as they stand there; those that train are in {@code ReadmeTrainingTest}. */
class ReadmeTest {

    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Path TESTS = Path.of("src/test/java/aprendiz/transformers");

    private final List<String> texts = List.of("The room was clean", "Anna lives in Berlin");
    private final String text = texts.getLast();

    @TempDir
    Path folder;

    @Test
    void hasEveryExampleOfTheReadme() throws IOException {
        List<String> examples = EXAMPLE.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult one) -> blanksAway(one.group(1)))
                .toList();
        assertThat(examples).hasSizeGreaterThan(10);
        String sources = Files.readString(TESTS.resolve("tasks/ReadmeTest.java"))
                + Files.readString(TESTS.resolve("training/ReadmeTrainingTest.java"));
        assertThat(blanksAway(sources).replaceAll("assertThat\\([^;]*;", "")).contains(examples);
    }

    private static String blanksAway(String code) {
        return code.replaceAll("\\s", "");
    }

    @Test
    void classifies() {
        Path checkpoint = Golden.checkpoint("classify");
        try (TextClassification classifier = TextClassification.load(checkpoint)) {
            LabelScore best = classifier.classify("The room was clean");
            List<List<LabelScore>> all = classifier.classify(texts, TextClassification.Options.ALL);
            assertThat(all.getFirst()).contains(best);
        }
    }

    @Test
    void classifiesByAnyLabels() {
        Path checkpoint = Golden.checkpoint("nli");
        try (ZeroShotClassification classifier = ZeroShotClassification.load(checkpoint)) {
            List<LabelScore> labels = classifier.classify("The train was late", "travel", "food", "politics");
            assertThat(labels).hasSize(3);
        }
    }

    @Test
    void embeds() {
        Path checkpoint = Golden.checkpoint("vectors");
        try (FeatureExtraction extraction = FeatureExtraction.load(checkpoint)) {
            float[][] vectors = extraction.embed(texts);
            float[] cosines = extraction.similarity().similarities("a clean room", texts);
            assertThat(cosines).hasSize(vectors.length);
        }
    }

    @Test
    void findsEntities() {
        Path checkpoint = Golden.checkpoint("tag");
        try (TokenClassification tagger = TokenClassification.load(checkpoint)) {
            for (Entity entity : tagger.classify(text)) {
                System.out.println(entity.label() + ": " + entity.span().of(text));
            }
            var words = TokenClassification.Options.of(TokenClassification.Aggregation.AVERAGE)
                    .withStride(32);
            List<List<Entity>> ofLongTexts = tagger.classify(texts, words);
            assertThat(ofLongTexts).hasSize(2);
        }
    }

    @Test
    void answersQuestions() {
        Path checkpoint = Golden.checkpoint("answer");
        try (QuestionAnswering oracle = QuestionAnswering.load(checkpoint)) {
            var options = QuestionAnswering.Options.DEFAULT.withTopK(3).withImpossible(true);
            List<Answer> answers = oracle.answer("Who lives in Berlin?", text, options);
            assertThat(answers).hasSize(3);
        }
    }

    @Test
    void fillsMasks() {
        Path checkpoint = Golden.checkpoint("fill");
        try (FillMask filler = FillMask.load(checkpoint)) {
            for (FillMask.Mask mask : filler.fill("The room was [MASK].", FillMask.Options.DEFAULT)) {
                System.out.println(mask.fillings().getFirst().token());
            }
        }
    }

    @Test
    void opensWhateverThereIs() {
        Path checkpoint = Golden.checkpoint("vectors");
        try (TextTask task = Tasks.open(checkpoint)) {
            String answer = switch (task) {
                case TextClassification classifier -> classifier.classify(text).label();
                case TokenClassification tagger -> tagger.classify(text).toString();
                case QuestionAnswering oracle -> "ask it a question";
                case FillMask filler -> "hide a word";
                case FeatureExtraction extraction -> extraction.embed(List.of(text))[0].length + " numbers";
            };
            assertThat(answer).isEqualTo("8 numbers");
        }
    }

    @Test
    void classifiesWithAnExport() throws IOException {
        Path checkpoint = folder;
        try (Stream<Path> files = Files.list(Golden.checkpoint("classify"))) {
            for (Path file : files.toList()) {
                Files.copy(file, checkpoint.resolve(file.getFileName()));
            }
        }
        Head head = Head.of(new Checkpoint(checkpoint).config());
        Export.write(checkpoint, head, Variant.ONNX, texts, Variant.ONNX.bound());
        Engine onnx = ExportedNetwork.open(checkpoint, head, Variant.ONNX, OnnxSettings.SINGLE);
        try (TextClassification classifier = TextClassification.load(checkpoint, onnx)) {
            LabelScore best = classifier.classify("The room was clean");
            assertThat(best.label()).isEqualTo("middling");
        }
    }
}
