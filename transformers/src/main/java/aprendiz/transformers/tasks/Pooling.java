package aprendiz.transformers.tasks;

import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the vectors of a text's tokens become one, as sentence-transformers' module of this name does it; of several ways,
 * the vectors are put one after the other.
 */
record Pooling(List<Way> ways) {

    /** One way, in the order in which sentence-transformers puts them. */
    enum Way {
        CLS("cls", "pooling_mode_cls_token"),
        MAX("max", "pooling_mode_max_tokens"),
        MEAN("mean", "pooling_mode_mean_tokens"),
        MEAN_SQRT("mean_sqrt_len_tokens", "pooling_mode_mean_sqrt_len_tokens"),
        WEIGHTED_MEAN("weightedmean", "pooling_mode_weightedmean_tokens"),
        LAST("lasttoken", "pooling_mode_lasttoken");

        private final String word;
        private final String field;

        Way(String word, String field) {
            this.word = word;
            this.field = field;
        }

        /** One of {@code [tokens][hidden]}. */
        private float[] of(float[][] tokens) {
            int length = tokens.length;
            return switch (this) {
                case CLS -> tokens[0];
                case LAST -> tokens[length - 1];
                case MAX -> most(tokens);
                case MEAN -> sum(tokens, length, false);
                case MEAN_SQRT -> sum(tokens, Math.sqrt(length), false);
                case WEIGHTED_MEAN -> sum(tokens, length * (length + 1) / 2.0, true);
            };
        }
    }

    /** Where a checkpoint says nothing. */
    static final Pooling USUAL = new Pooling(List.of(Way.MEAN));

    /**
     * Reads the content of {@code 1_Pooling/config.json}.
     *
     * @param name what to call it in a complaint
     */
    static Pooling of(JsonNode json, String name) {
        Set<Way> ways = EnumSet.noneOf(Way.class);
        JsonNode words = json.path("pooling_mode");
        (words.isTextual() ? Arrays.asList(words.textValue().split("\\+")) : texts(words))
                .forEach(word -> ways.add(way(word, name)));
        for (Way way : Way.values()) {
            if (json.path(way.field).asBoolean(false)) {
                ways.add(way);
            }
        }
        if (ways.isEmpty()) {
            throw Problem.invalid("Bad pooling", name + " names no pooling mode");
        }
        return new Pooling(List.copyOf(ways));
    }

    /** The ways in sentence-transformers' words, with a plus between them. */
    String words() {
        return ways.stream().map(way -> way.word).collect(Collectors.joining("+"));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static Way way(String word, String name) {
        for (Way way : Way.values()) {
            if (way.word.equals(word)) {
                return way;
            }
        }
        throw Problem.invalid("Bad pooling", name + ": pooling_mode: " + Problem.quoted(word) + " is not known");
    }

    /** One vector of {@code [tokens][hidden]}, of at least one token. */
    float[] of(float[][] tokens) {
        int hidden = tokens[0].length;
        float[] all = new float[hidden * ways.size()];
        for (int i = 0; i < ways.size(); i++) {
            System.arraycopy(ways.get(i).of(tokens), 0, all, i * hidden, hidden);
        }
        return all;
    }

    private static float[] most(float[][] tokens) {
        float[] most = tokens[0].clone();
        for (float[] token : tokens) {
            for (int i = 0; i < most.length; i++) {
                most[i] = Math.max(most[i], token[i]);
            }
        }
        return most;
    }

    private static float[] sum(float[][] tokens, double divisor, boolean weighted) {
        double[] sum = new double[tokens[0].length];
        for (int at = 0; at < tokens.length; at++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += (weighted ? at + 1 : 1) * (double) tokens[at][i];
            }
        }
        float[] vector = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            vector[i] = (float) (sum[i] / divisor);
        }
        return vector;
    }
}
