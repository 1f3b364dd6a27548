package aprendiz.transformers.training.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.transformers.network.MaskedLm;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.Teacher;
import aprendiz.transformers.text.Batch;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.training.objective.Example.Plain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Words that are hidden in a text, learned from teachers as DistilBERT was (Sanh et al. 2019, sections 2 and 3): the teachers
 * see the same hidden words, and all their answers count, those for words that are not hidden too.
 *
 * @param words which tokens there are, and how many of them are hidden
 * @param rarity which of them are hidden
 * @param teachers whose mean logits count; the vectors are the first one's. They are the caller's to close
 */
public record TaughtWords(HiddenWords words, Rarity rarity, TaughtLoss taught, List<Teacher> teachers)
        implements Objective<Plain> {

    private static final String AT_PLACES = """
              def answers(self, x: Tensor, mask: Tensor, places: Tensor, w: List[Tensor], train: bool) -> Tensor:
                x = torch.index_select(torch.flatten(x, 0, 1), 0, places)
                return self.beside(self.head(x, mask, w, train), x, w)

            """;

    public TaughtWords {
        teachers = List.copyOf(teachers);
    }

    @Override
    public MaskedLm head() {
        return words.head();
    }

    @Override
    public List<Parameter> scaffolding() {
        return taught.scaffolding();
    }

    @Override
    public String program() {
        return AT_PLACES + taught.program(teachers.getFirst().width());
    }

    @Override
    public boolean readsTextsAsTheyAre() {
        return false;
    }

    @Override
    public Prepared prepare(List<Plain> examples, int padding, Random random) {
        long[] all = examples.stream()
                .flatMapToLong(one -> Arrays.stream(one.text().ids()))
                .toArray();
        float[] truth = new float[all.length];
        Arrays.fill(truth, Example.IGNORED);
        List<Integer> drawn = rarity.drawn(all, (int) Math.ceil(words.part() * all.length), random);
        for (int place : drawn) {
            truth[place] = all[place];
            all[place] = words.hidden(all[place], random);
        }
        List<Tokens> texts = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        long length = examples.stream().mapToInt(Plain::length).max().orElseThrow();
        int from = 0;
        for (int row = 0; row < examples.size(); row++) {
            Tokens text = examples.get(row).text();
            texts.add(new Tokens(Arrays.copyOfRange(all, from, from + text.length()), text.types()));
            for (int at = 0; at < text.length(); at++) {
                places.add(row * length + at);
            }
            from += text.length();
        }
        Batch batch = new Batch(texts, padding);
        Targets.Labels labels = new Targets.Labels.Late(memory -> asked(memory, batch, places, truth));
        List<Double> valid = List.of((double) all.length, (double) drawn.size());
        return new Prepared(texts, batch, new Targets(labels, places, valid, drawn.size()));
    }

    /** {@code [places, 1 + vocabulary]}, the true words and the mean logits, and the first teacher's vectors. */
    private NDArray asked(PtNDManager memory, Batch batch, List<Long> places, float[] truth) {
        NDArray labels = memory.create(truth, new Shape(truth.length, 1));
        NDList first = teachers.getFirst().words(memory, batch, places);
        NDArray logits = first.get(0);
        for (Teacher other : teachers.subList(1, teachers.size())) {
            logits = logits.add(other.words(memory, batch, places).get(0));
        }
        logits = logits.div(teachers.size());
        return taught.match().isPresent()
                ? NDArrays.concat(new NDList(labels, logits, first.get(1)), 1)
                : NDArrays.concat(new NDList(labels, logits), 1);
    }
}
