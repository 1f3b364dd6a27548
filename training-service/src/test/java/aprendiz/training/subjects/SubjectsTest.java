package aprendiz.training.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.training.evaluation.Detail;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Baseline;
import aprendiz.training.recipe.DataSource;
import aprendiz.training.recipe.FewShot;
import aprendiz.training.recipe.Goal;
import aprendiz.training.recipe.Reference;
import aprendiz.training.recipe.Weighing;
import aprendiz.transformers.network.Lora;
import aprendiz.transformers.training.Method;
import aprendiz.transformers.training.Start;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every goal, from a file to figures, with a base that knows nothing yet. */
class SubjectsTest {

    private static final List<String> THINGS = List.of("room", "bed", "staff", "view");

    @TempDir
    Path folder;

    private Path base;

    @BeforeEach
    void write() throws IOException {
        base = TinyBase.write(folder.resolve("base"), "BertModel", List.of(), 2);
    }

    @Test
    void learnsLabelsThroughAdaptersToo() throws IOException {
        StringBuilder rows = new StringBuilder("text,label\n");
        each((thing, verb) -> rows.append("the " + thing + verb + "clean,good\nthe " + thing + verb + "dirty,bad\n"));
        Subject subject = subject(Goal.TEXT_CLASSIFICATION, "a.csv", rows.toString(), List.of("text"), "label");
        Method lora = Method.USUAL.with(new Lora(8, 32));
        Scored scored = trained(subject, settings(50, Method.USUAL), folder.resolve("whole"));
        assertThat(scored.metrics().get("accuracy")).isEqualTo(1);
        assertThat(scored.metrics()).containsKeys("ece", "roc-auc", "mcc", "loss");
        trained(subject, settings(2, lora), folder.resolve("adapted"));
        byte[] merged = Files.readAllBytes(folder.resolve("adapted/model.safetensors"));
        trained(subject, settings(2, lora), folder.resolve("adapted"));
        assertThat(folder.resolve("adapted/model.safetensors")).hasBinaryContent(merged);
        assertThat(folder.resolve("adapted/model.safetensors")).exists();
        assertThat(folder.resolve("adapted/adapter_config.json")).doesNotExist();
        assertThat(subject.baselines(base).keySet())
                .containsExactly(Baseline.MAJORITY, Baseline.BAG_OF_WORDS, Baseline.TF_IDF);
    }

    @Test
    void learnsLabelsOfPairsOfFewTexts() throws IOException {
        StringBuilder rows = new StringBuilder("text,label\n");
        each((thing, verb) -> rows.append("the " + thing + verb + "clean,good\nthe " + thing + verb + "dirty,bad\n"));
        Files.writeString(folder.resolve("a.csv"), rows);
        DataSource source = new DataSource(
                Reference.parse("a/b"), "a.csv", List.of("text"), "label", List.of(), 0.2, 0.2, null, null);
        Trainer few = new FewShotTrainer(new FewShot(10), new BertTrainer());
        Subject subject = Subjects.of(Goal.TEXT_CLASSIFICATION, source, Weighing.ALIKE, 7, folder, few);
        Scored scored = trained(subject, settings(2, Method.USUAL), folder.resolve("few"));
        assertThat(scored.metrics().get("accuracy")).isEqualTo(1);
        assertThat(new Checkpoint(folder.resolve("few")).config().architectures())
                .containsExactly("BertForSequenceClassification");
        assertThat(folder.resolve("few/modules.json")).doesNotExist();
        Scored again = trained(subject, settings(2, Method.USUAL), folder.resolve("again"));
        assertThat(again.metrics()).isEqualTo(scored.metrics());
        assertThat(folder.resolve("again/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("few/model.safetensors"));
    }

    @Test
    void learnsManyLabels() throws IOException {
        StringBuilder rows = new StringBuilder("text,labels\n");
        each((thing, verb) -> rows.append("the " + thing + verb + "clean quiet,\"calm, tidy\"\n")
                .append("the " + thing + verb + "clean loud,tidy\n")
                .append("the " + thing + verb + "dirty quiet,calm\n")
                .append("the " + thing + verb + "dirty loud,\n"));
        Subject subject = subject(Goal.MULTI_LABEL, "a.csv", rows.toString(), List.of("text"), "labels");
        assertThat(subject.labels()).containsExactly("calm", "tidy");
        Scored scored = trained(subject, settings(50, Method.USUAL), folder.resolve("result"));
        assertThat(scored.metrics().get("micro-f1")).isGreaterThan(0.9);
        assertThat(scored.metrics().get("macro-f1"))
                .isGreaterThan(
                        subject.baselines(base).get(Baseline.MAJORITY).metrics().get("macro-f1"));
        assertThat(scored.intervals()).containsKeys("accuracy", "roc-auc");
    }

    @Test
    void learnsNumbers() throws IOException {
        StringBuilder rows = new StringBuilder("text,score\n");
        each((thing, verb) -> rows.append("the " + thing + verb + "very clean,1\n")
                .append("the " + thing + verb + "clean,0.7\n")
                .append("the " + thing + verb + "dirty,0.2\n")
                .append("the " + thing + verb + "very dirty,0\n"));
        Subject subject = subject(Goal.REGRESSION, "a.csv", rows.toString(), List.of("text"), "score");
        Scored scored = trained(subject, settings(50, Method.USUAL), folder.resolve("result"));
        assertThat(scored.metrics().get("spearman")).isGreaterThan(0.8);
        assertThat(scored.metrics().get("mae"))
                .isLessThan(
                        subject.baselines(base).get(Baseline.MAJORITY).metrics().get("mae"));
        assertThat(new Checkpoint(folder.resolve("result")).config().labels()).containsExactly("score");
    }

    @Test
    void learnsTagsOfWords() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (String who : List.of("ana", "luis")) {
            for (String where : List.of("madrid", "lima")) {
                each((thing, verb) -> rows.append(who + " B-PER\nmet O\na O\n" + thing + " O\nin O\n" + where
                        + " B-LOC\n" + where + " I-LOC\n. O\n\n"));
            }
        }
        Subject subject = subject(Goal.TOKEN_CLASSIFICATION, "a.conll", rows.toString(), List.of("tokens"), "tags");
        assertThat(subject.labels()).containsExactly("O", "B-LOC", "B-PER", "I-LOC");
        Scored scored = trained(subject, settings(20, Method.USUAL), folder.resolve("result"));
        assertThat(scored.metrics().get("f1")).isGreaterThan(0.9);
        assertThat(scored.detail()).isInstanceOf(Detail.Entities.class);
        assertThat(subject.baselines(base).get(Baseline.MAJORITY).metrics().get("accuracy"))
                .isLessThan(1);
    }

    @Test
    void learnsAnswersToQuestions() throws IOException {
        StringBuilder paragraphs = new StringBuilder();
        int id = 0;
        for (String who : List.of("ana", "luis")) {
            for (String where : List.of("madrid", "lima")) {
                for (String thing : THINGS) {
                    String context = who + " met the " + thing + " in " + where + " .";
                    paragraphs.append(paragraphs.isEmpty() ? "" : ",").append("""
                        {"context": "%s", "qas": [
                         {"id": "%d", "question": "where ?", "answers": [{"text": "%s", "answer_start": %d}]}]}
                        """.formatted(
                                    context, id, where, context.indexOf(where)));
                    id++;
                }
            }
        }
        String json = "{\"data\": [{\"paragraphs\": [" + paragraphs + "]}]}";
        Subject subject = subject(Goal.QUESTION_ANSWERING, "a.json", json, List.of(), null);
        Scored scored = trained(subject, settings(40, Method.USUAL), folder.resolve("result"));
        assertThat(scored.metrics().get("f1")).isGreaterThan(0.8);
        assertThat(scored.intervals()).containsKeys("f1", "exact-match");
        assertThat(subject.baselines(base)).isEmpty();
    }

    @Test
    void learnsHiddenWords() throws IOException {
        StringBuilder lines = new StringBuilder();
        each((thing, verb) -> lines.append("the " + thing + verb + "clean .\n\nthe " + thing + verb + "quiet .\n"));
        Subject subject = subject(Goal.FILL_MASK, "a.txt", lines.toString(), List.of("text"), null);
        Scored scored = trained(subject, settings(20, Method.USUAL), folder.resolve("result"));
        assertThat(scored.metrics().get("perplexity")).isBetween(1.0, 20.0);
        assertThat(subject.baselines(base)).isEmpty();
        Path result = folder.resolve("result");
        assertThat(subject.baselines(result).get(Baseline.BASE).metrics()).isEqualTo(scored.metrics());
        Path again = folder.resolve("again");
        base = result;
        assertThat(trained(subject, settings(1, Method.USUAL), again).metrics().get("perplexity"))
                .isLessThan(2 * scored.metrics().get("perplexity"));
    }

    @Test
    void learnsWhichTextsBelongTogether() throws IOException {
        StringBuilder rows = new StringBuilder("one,other,alike\n");
        each((thing, verb) -> rows.append("the " + thing + verb + "clean,a " + thing + verb + "clean .,5\n")
                .append("the " + thing + verb + "dirty,a " + thing + verb + "dirty .,4\n")
                .append("the " + thing + verb + "loud,who met ana in lima ?,0\n"));
        List<String> texts = List.of("one", "other");
        Subject pairs = subject(Goal.EMBEDDINGS, "a.csv", rows.toString(), texts, null);
        Scored ranked = trained(pairs, settings(3, Method.USUAL), folder.resolve("ranked"));
        assertThat(ranked.metrics().get("mrr")).isBetween(0.0, 1.0);
        assertThat(ranked.intervals()).containsKeys("mrr", "accuracy");
        Subject compared = subject(Goal.EMBEDDINGS, "a.csv", rows.toString(), texts, "alike");
        Scored scored = trained(compared, settings(10, Method.USUAL), folder.resolve("compared"));
        assertThat(scored.metrics().get("spearman")).isGreaterThan(0.5);
        assertThat(compared.baselines(base).get(Baseline.BASE).metrics()).containsKeys("spearman", "pearson");
    }

    private interface Row {
        void add(String thing, String verb);
    }

    private static void each(Row row) {
        for (String thing : THINGS) {
            for (String verb : List.of(" was ", " is ", " was very ", " is not ")) {
                row.add(thing, verb);
            }
        }
    }

    private Subject subject(Goal goal, String file, String text, List<String> columns, String label)
            throws IOException {
        Files.writeString(folder.resolve(file), text);
        DataSource source =
                new DataSource(Reference.parse("a/b"), file, columns, label, List.of(), 0.2, 0.2, null, null);
        return Subjects.of(goal, source, Weighing.ALIKE, 7, folder, new BertTrainer());
    }

    private Scored trained(Subject subject, TrainingSettings settings, Path result) throws IOException {
        Path state = Files.createDirectories(folder.resolve("state-" + result.getFileName()));
        subject.train(new Trainer.Order(base, Start.PRETRAINED, settings, state, result), new TrainingListener() {});
        return subject.measured(result);
    }

    private static TrainingSettings settings(int epochs, Method method) {
        return new TrainingSettings(epochs, 8, 32, 2e-3, 2e-3, 0, 0.1, 1, -1, 1, 42, method);
    }
}
