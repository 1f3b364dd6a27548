package aprendiz.transformers.training.objective;

import ai.djl.ndarray.types.Shape;
import aprendiz.model.Problem;
import aprendiz.transformers.network.MaskedLm;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.training.objective.Example.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Words that are hidden in a text: the mean cross-entropy of the hidden ones (Devlin et al. 2019, section 3.1). Other ones
 * each time: of those chosen 80 % become the mask, 10 % any token of the vocabulary and 10 % stay.
 *
 * @param part of the tokens that are chosen, special ones never
 * @param mask the token that stands for a hidden word
 * @param vocabulary how many tokens there are
 * @param special tokens that are never chosen
 */
public record HiddenWords(double part, int mask, int vocabulary, List<Integer> special) implements Objective<Plain> {

    private static final double MASKED = 0.8;
    private static final double RANDOM = 0.9;

    private static final String PROGRAM = """
              def loss(self, y: Tensor, labels: Tensor, valid: Tensor) -> Tensor:
                return torch.cross_entropy_loss(y, labels, None, 2, -100) / valid[0]

              def right(self, y: Tensor, labels: Tensor) -> Tensor:
                return torch.sum(torch.eq(torch.argmax(y, 1), labels))

            """;

    public HiddenWords {
        special = List.copyOf(special);
        if (!(part > 0 && part < 1) || mask < 0 || mask >= vocabulary) {
            throw Problem.invalid(
                    "Impossible settings",
                    "Of " + vocabulary + " tokens the mask is " + mask + ", and " + part
                            + " of a text shall be hidden; from 0 to 1 can");
        }
    }

    @Override
    public MaskedLm head() {
        return new MaskedLm();
    }

    @Override
    public String program() {
        return ANSWERS_AT_PLACES + PROGRAM;
    }

    @Override
    public boolean readsTextsAsTheyAre() {
        return false;
    }

    @Override
    public Prepared prepare(List<Plain> examples, int padding, Random random) {
        long length = examples.stream().mapToInt(Plain::length).max().orElseThrow();
        List<Tokens> texts = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        List<Long> words = new ArrayList<>();
        for (int row = 0; row < examples.size(); row++) {
            Tokens text = examples.get(row).text();
            long[] ids = text.ids();
            for (int at = 0; at < ids.length; at++) {
                if (!special.contains((int) ids[at]) && random.nextDouble() < part) {
                    places.add(row * length + at);
                    words.add(ids[at]);
                    ids[at] = hidden(ids[at], random);
                }
            }
            texts.add(new Tokens(ids, text.types()));
        }
        long[] wanted = words.stream().mapToLong(Long::longValue).toArray();
        Targets.Labels labels = new Targets.Labels.Whole(wanted, new Shape(wanted.length));
        List<Double> valid = List.of((double) wanted.length);
        return Prepared.of(texts, padding, new Targets(labels, places, valid, wanted.length));
    }

    /** What stands where a word was. */
    long hidden(long word, Random random) {
        double chance = random.nextDouble();
        if (chance < MASKED) {
            return mask;
        }
        return chance < RANDOM ? random.nextInt(vocabulary) : word;
    }
}
