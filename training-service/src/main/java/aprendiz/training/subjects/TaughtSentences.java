package aprendiz.training.subjects;

import aprendiz.model.metrics.Tally;
import aprendiz.training.data.Sentence;
import aprendiz.training.data.Unlabelled;
import aprendiz.training.evaluation.Scored;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.objective.Example;
import aprendiz.transformers.training.objective.Example.TaughtTagged;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.TaughtTags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Sentences with a tag for each word, and what teachers say of the tokens that begin a word. */
final class TaughtSentences implements Taught {

    private final TaggedSentences sentences;
    private final Unlabelled<List<String>> unlabelled;
    private final Faculty faculty;
    private final List<TaughtTagged> asked = new ArrayList<>();
    private final TeacherAnswers answers;

    /** @param sentences under the first teacher's labels */
    TaughtSentences(TaggedSentences sentences, Unlabelled<List<String>> unlabelled, Faculty faculty) {
        this.sentences = sentences;
        this.unlabelled = unlabelled;
        this.faculty = faculty;
        try (Tokenizer tokenizer = Tokenizer.load(faculty.first(), faculty.maxLength())) {
            Examples examples = new Examples(tokenizer);
            sentences.parts().train().forEach(one -> add(examples, one.words(), sentences.places(one)));
            unlabelled.items().forEach(words -> add(examples, words, unknown(words)));
            sentences.parts().validation().forEach(one -> add(examples, one.words(), sentences.places(one)));
            sentences.parts().test().forEach(one -> add(examples, one.words(), numbers(one.words())));
        }
        List<Integer> counts = asked.stream().map(one -> one.words().size()).toList();
        answers = new TeacherAnswers(
                faculty, "sentences", counts, sentences.labels().size());
    }

    private void add(Examples examples, List<String> words, List<Integer> labels) {
        asked.add(new TaughtTagged(examples.tagged(words, labels), examples.beginnings(words), asked.size()));
    }

    private static List<Integer> unknown(List<String> words) {
        return Collections.nCopies(words.size(), Example.IGNORED);
    }

    /** Nobody learns from the test part; its words are told apart. */
    private static List<Integer> numbers(List<String> words) {
        return IntStream.range(0, words.size()).boxed().toList();
    }

    @Override
    public Subject untaught() {
        return sentences;
    }

    @Override
    public Unlabelled<?> unlabelled() {
        return unlabelled;
    }

    @Override
    public List<String> texts() {
        return sentences.parts().test().stream().map(Sentence::text).toList();
    }

    @Override
    public void ask() throws IOException {
        answers.ask((teacher, from, to, vectors) -> {
            List<TaughtTagged> some = asked.subList(from, to);
            return teacher.answers(
                    some.stream().map(one -> one.sentence().text()).toList(),
                    some.stream().map(TaughtTagged::words).toList(),
                    vectors);
        });
    }

    @Override
    public Outcome train(Trainer.Order order, TrainingListener listener) {
        return Learning.run(
                order,
                new TaughtTags(sentences.labels(), faculty.loss(order.base()), answers),
                examples -> asked.subList(0, validation()),
                examples -> asked.subList(validation(), test()),
                listener);
    }

    /** Where the validation part begins among all that is asked about. */
    private int validation() {
        return sentences.parts().train().size() + unlabelled.items().size();
    }

    private int test() {
        return validation() + sentences.parts().validation().size();
    }

    /** Words that are cut off get the first label. */
    @Override
    public Scored teachers() {
        if (faculty.checkpoints().size() == 1) {
            return sentences.measured(faculty.first());
        }
        List<List<String>> tags = new ArrayList<>();
        for (int i = 0; i < sentences.parts().test().size(); i++) {
            tags.add(tags(test() + i, sentences.parts().test().get(i).words().size()));
        }
        return sentences.scored(tags);
    }

    private List<String> tags(int example, int words) {
        List<String> tags =
                new ArrayList<>(Collections.nCopies(words, sentences.labels().getFirst()));
        TaughtTagged one = asked.get(example);
        float[] numbers = answers.of(example);
        int each = one.words().isEmpty() ? 0 : numbers.length / one.words().size();
        for (int i = 0; i < one.words().size(); i++) {
            float[] logits = Arrays.copyOfRange(
                    numbers, i * each, i * each + sentences.labels().size());
            int word = one.sentence().labels().get(one.words().get(i));
            tags.set(word, sentences.labels().get(Tally.likeliest(logits)));
        }
        return tags;
    }
}
