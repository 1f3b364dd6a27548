package aprendiz.journey.load;

import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.text.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The words of some texts, one after the other, of which texts of any length are cut. */
public record Words(List<Sample> words) {

    private static final int SPECIAL = 2;

    /** @param tokenizer which counts the tokens of each; white space always parts two */
    public static Words of(Tokenizer tokenizer, List<String> texts) {
        List<String> words = texts.stream()
                .flatMap(text -> Arrays.stream(text.strip().split("\\s+")))
                .toList();
        List<Integer> tokens =
                tokenizer.encode(words).stream().map(Tokens::length).toList();
        return new Words(IntStream.range(0, words.size())
                .mapToObj(i -> new Sample(words.get(i), tokens.get(i) - SPECIAL))
                .toList());
    }

    /** Words that follow each other, from anywhere: at least one, and as many as give no more tokens than that. */
    public Sample text(int tokens, RandomGenerator random) {
        int at = random.nextInt(words.size());
        StringBuilder text = new StringBuilder(words.get(at).text());
        int sum = SPECIAL + words.get(at).tokens();
        while (true) {
            at = (at + 1) % words.size();
            Sample next = words.get(at);
            if (sum + next.tokens() > tokens) {
                return new Sample(text.toString(), sum);
            }
            text.append(' ').append(next.text());
            sum += next.tokens();
        }
    }
}
