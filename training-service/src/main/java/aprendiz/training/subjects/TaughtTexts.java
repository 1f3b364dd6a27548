package aprendiz.training.subjects;

import aprendiz.training.data.Unlabelled;
import aprendiz.training.evaluation.Scored;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.training.LabelledText;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.objective.Example;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.TaughtLabel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Texts with one label each, and what teachers say of them. Each teacher cuts texts as its own tokenizer does. */
final class TaughtTexts implements Taught {

    private final ClassifiedTexts texts;
    private final Unlabelled<String> unlabelled;
    private final Faculty faculty;
    private final TeacherAnswers answers;
    private final List<String> asked;

    /** @param texts under the first teacher's labels */
    TaughtTexts(ClassifiedTexts texts, Unlabelled<String> unlabelled, Faculty faculty) {
        this.texts = texts;
        this.unlabelled = unlabelled;
        this.faculty = faculty;
        asked = new ArrayList<>(said(texts.parts().train()));
        asked.addAll(unlabelled.items());
        asked.addAll(said(texts.parts().validation()));
        asked.addAll(said(texts.parts().test()));
        answers = new TeacherAnswers(
                faculty,
                "texts",
                Collections.nCopies(asked.size(), 1),
                texts.labels().size());
    }

    private static List<String> said(List<LabelledText> part) {
        return part.stream().map(LabelledText::text).toList();
    }

    @Override
    public Subject untaught() {
        return texts;
    }

    @Override
    public Unlabelled<?> unlabelled() {
        return unlabelled;
    }

    @Override
    public List<String> texts() {
        return said(texts.parts().test());
    }

    @Override
    public void ask() throws IOException {
        answers.ask((teacher, from, to, vectors) ->
                teacher.answers(teacher.cut(asked.subList(from, to)), List.of(), vectors));
    }

    @Override
    public Outcome train(Trainer.Order order, TrainingListener listener) {
        return Learning.run(
                order,
                new TaughtLabel(texts.labels(), faculty.loss(order.base())),
                this::learned,
                examples -> taught(examples, texts.parts().validation(), validation()),
                listener);
    }

    private List<Example.Taught> learned(Examples examples) {
        List<Example.Taught> all =
                new ArrayList<>(taught(examples, texts.parts().train(), 0));
        int place = texts.parts().train().size();
        for (String text : unlabelled.items()) {
            all.add(examples.taught(Text.of(text), Example.IGNORED, numbers(place++)));
        }
        return all;
    }

    private List<Example.Taught> taught(Examples examples, List<LabelledText> part, int place) {
        List<Example.Taught> all = new ArrayList<>();
        for (LabelledText one : part) {
            all.add(examples.taught(Text.of(one.text()), one.label(), numbers(place++)));
        }
        return all;
    }

    private List<Float> numbers(int place) {
        List<Float> numbers = new ArrayList<>();
        for (float number : answers.of(place)) {
            numbers.add(number);
        }
        return numbers;
    }

    /** Where the validation part begins among all that is asked about. */
    private int validation() {
        return texts.parts().train().size() + unlabelled.items().size();
    }

    @Override
    public Scored teachers() {
        int test = validation() + texts.parts().validation().size();
        return texts.scored(probabilities(test, asked.size()), probabilities(validation(), test));
    }

    private float[][] probabilities(int from, int to) {
        float[][] rows = new float[to - from][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = softmax(Arrays.copyOf(answers.of(from + i), texts.labels().size()));
        }
        return rows;
    }

    private static float[] softmax(float[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - most);
        }
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (Math.exp(logits[i] - most) / sum);
        }
        return probabilities;
    }
}
