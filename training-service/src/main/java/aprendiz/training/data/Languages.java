package aprendiz.training.data;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which languages texts are in, guessed by their small words and by letters that few languages have: good enough to see
 * that a data set is in another language than its base. Knows German, English, Spanish, French, Italian and Portuguese.
 *
 * @param texts how many are in each, by ISO 639-1 code; {@link #UNKNOWN} for those that say too little
 */
public record Languages(@JsonValue SortedMap<String, Integer> texts) {

    /** ISO 639-2 for what is undetermined. */
    public static final String UNKNOWN = "und";

    private static final Map<String, String> SMALL_WORDS = Map.of(
            "de",
            "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an war sehr wir ich"
                    + " aber nach bei oder wie hat sind kein zum zur einen",
            "en",
            "the and of to in is was for that with on it this are not you have be at but we they had very were from my"
                    + " a i or as so what how who where when an our by will can do",
            "es",
            "de la que el en y los se del las un por con no una su para es lo como más pero muy fue está este todo nos hay"
                    + " al le sin qué cómo quién dónde cuándo ha son mi también",
            "fr",
            "de la le et les des en un une du est que dans pour pas au sur ne ce il qui très avec nous sont était mais"
                    + " cette je vous où comment quel quelle ont aux par plus son",
            "it",
            "di e il la che in a per un è non del sono con una le della si nel anche più ma molto era gli ho alla come"
                    + " questo dei i lo chi dove quando perché al da ci dal",
            "pt",
            "de que não o a do da em um para com uma os no se na por mais as dos como mas muito foi ao ele das à são está"
                    + " você e quem onde quando meu pelo pela também");

    private static final Map<String, String> LETTERS =
            Map.of("de", "äöüß", "es", "ñ¿¡", "fr", "œêîûëè", "it", "òìù", "pt", "ãõâê");

    /** How much a word or a letter says: the less, the more languages have it. */
    private static final Map<String, Map<String, Double>> WEIGHTS = weights();

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}]+");
    private static final double LEAST = 0.9;
    private static final double LEAD = 1.15;
    private static final double SHARE = 0.2;
    private static final int MOST_TEXTS = 2000;

    public Languages {
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    }

    private static Map<String, Map<String, Double>> weights() {
        Map<String, Map<String, Double>> weights = new HashMap<>();
        SMALL_WORDS.forEach((language, words) -> Arrays.stream(words.split(" ", -1))
                .forEach(word ->
                        weights.computeIfAbsent(word, unseen -> new HashMap<>()).put(language, 1.0)));
        LETTERS.forEach((language, letters) -> letters.codePoints()
                .mapToObj(Character::toString)
                .forEach(letter -> weights.computeIfAbsent("*" + letter, unseen -> new HashMap<>())
                        .put(language, 1.0)));
        weights.values().forEach(languages -> languages.replaceAll((language, one) -> one / languages.size()));
        return weights;
    }

    /** Guesses each of them, or of very many so many, evenly from the first to the last. */
    static Languages of(List<String> texts) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        int stride = Math.max(1, Math.ceilDiv(texts.size(), MOST_TEXTS));
        for (int i = 0; i < texts.size(); i += stride) {
            counts.merge(guess(texts.get(i)), 1, Integer::sum);
        }
        return new Languages(counts);
    }

    /**
     * Says of these texts that more than one in five is in a language that a base does not know.
     *
     * @param base codes of its languages; empty if it does not say
     */
    public List<String> warnings(Collection<String> base) {
        if (base.isEmpty() || base.contains("multilingual")) {
            return List.of();
        }
        int all = texts.values().stream().mapToInt(Integer::intValue).sum();
        return texts.entrySet().stream()
                .filter(one -> !one.getKey().equals(UNKNOWN) && !base.contains(one.getKey()))
                .filter(one -> one.getValue() > SHARE * all)
                .map(one -> Math.round(100.0 * one.getValue() / all) + " of 100 texts look like '" + one.getKey()
                        + "', and the base's card says that it is for " + String.join(", ", base))
                .toList();
    }

    /** The language of a text, or {@link #UNKNOWN}. */
    static String guess(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        Map<String, Double> scores = new HashMap<>();
        for (String word : NO_WORD.split(small, -1)) {
            add(scores, word);
        }
        small.codePoints()
                .filter(letter -> letter > 127)
                .forEach(letter -> add(scores, "*" + Character.toString(letter)));
        List<Map.Entry<String, Double>> best = scores.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        if (best.isEmpty() || best.getFirst().getValue() < LEAST) {
            return UNKNOWN;
        }
        boolean leads = best.size() == 1
                || best.getFirst().getValue() >= LEAD * best.get(1).getValue();
        return leads ? best.getFirst().getKey() : UNKNOWN;
    }

    private static void add(Map<String, Double> scores, String sign) {
        WEIGHTS.getOrDefault(sign, Map.of()).forEach((language, weight) -> scores.merge(language, weight, Double::sum));
    }
}
