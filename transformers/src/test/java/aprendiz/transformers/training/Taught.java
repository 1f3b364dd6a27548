package aprendiz.transformers.training;

import ai.djl.ndarray.types.Shape;
import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.transformers.TinyNetwork;
import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.network.Embedding.Pooling;
import aprendiz.transformers.text.Batch;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.training.objective.AnswerSpan;
import aprendiz.transformers.training.objective.Classes;
import aprendiz.transformers.training.objective.Contrast;
import aprendiz.transformers.training.objective.Example;
import aprendiz.transformers.training.objective.HiddenWords;
import aprendiz.transformers.training.objective.Lessons;
import aprendiz.transformers.training.objective.ManyLabels;
import aprendiz.transformers.training.objective.Numbers;
import aprendiz.transformers.training.objective.Objective;
import aprendiz.transformers.training.objective.OneLabel;
import aprendiz.transformers.training.objective.Prepared;
import aprendiz.transformers.training.objective.Similarity;
import aprendiz.transformers.training.objective.Targets;
import aprendiz.transformers.training.objective.TokenLabels;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A tiny network and the four texts that src/test/python/make_trained.py taught it, with what came of it. */
record Taught(String family, String lesson) {

    static final List<String> LABELS = List.of("O", "B-ROOM", "I-ROOM", "B-STAFF", "I-STAFF");
    static final List<Double> WEIGHTS = List.of(1.0, 2.0, 0.5, 1.0, 3.0);

    static final Map<String, String> HEADS = new TreeMap<>(Map.of(
            "one-label", "sequence-classification",
            "many-labels", "sequence-classification",
            "numbers", "sequence-classification",
            "token-labels", "token-classification",
            "answer-span", "question-answering",
            "hidden-words", "masked-lm",
            "contrast", "base",
            "similarity", "base"));

    static List<Taught> all() {
        List<Taught> all = new ArrayList<>();
        for (String family : List.of("bert", "distilbert")) {
            HEADS.keySet().forEach(lesson -> all.add(new Taught(family, lesson)));
        }
        return all;
    }

    TinyNetwork tiny() {
        return new TinyNetwork(family + "-" + HEADS.getOrDefault(lesson, "sequence-classification"));
    }

    /** True if a text's loss does not depend on the others that are computed with it. */
    boolean comesInPieces() {
        return !lesson.equals("contrast") && !lesson.equals("answer-span");
    }

    Objective<?> objective() {
        return lessons().objective();
    }

    /** The texts as one batch, or as two. */
    List<Prepared> pieces(int count) {
        int size = lessons().size() / count;
        return IntStream.range(0, count)
                .mapToObj(i -> IntStream.range(i * size, (i + 1) * size).boxed().toList())
                .map(this::prepared)
                .toList();
    }

    private Prepared prepared(List<Integer> rows) {
        if (lesson.equals("hidden-words")) {
            return hidden(rows);
        }
        return lessons().prepare(rows, 0, new Random(0));
    }

    private Lessons<?> lessons() {
        List<Tokens> texts = tiny().texts();
        Embedding means = new Embedding(Pooling.MEAN, true);
        return switch (lesson) {
            case "one-label" ->
                lessons(
                        new OneLabel(LABELS, new Classes(0.1, WEIGHTS)),
                        row -> new Example.Labelled(texts.get(row), (int) whole("labels")[row]));
            case "plain-label" ->
                lessons(
                        new OneLabel(LABELS),
                        row -> new Example.Labelled(
                                texts.get(row), List.of(3, 0, 1, 4).get(row)));
            case "many-labels" ->
                lessons(
                        new ManyLabels(LABELS, WEIGHTS),
                        row -> new Example.ManyLabelled(
                                texts.get(row),
                                five(row).stream().map(one -> one > 0.5f).toList()));
            case "numbers" -> lessons(new Numbers(LABELS), row -> new Example.Measured(texts.get(row), five(row)));
            case "token-labels" -> {
                long[] labels = whole("labels");
                yield lessons(
                        new TokenLabels(LABELS),
                        row -> new Example.Tagged(
                                texts.get(row),
                                IntStream.range(0, texts.get(row).length())
                                        .map(at -> (int) labels[row * labels.length / 4 + at])
                                        .boxed()
                                        .toList()));
            }
            case "answer-span" ->
                lessons(
                        new AnswerSpan(),
                        row -> new Example.Answered(
                                texts.get(row), (int) whole("labels")[2 * row], (int) whole("labels")[2 * row + 1]));
            case "hidden-words" ->
                lessons(new HiddenWords(0.15, 4, 31, List.of(0, 1, 2, 3, 4)), row -> new Example.Plain(texts.get(row)));
            case "contrast" -> {
                Contrast contrast = new Contrast(means, 20);
                yield new Lessons<>(
                        contrast,
                        List.of(
                                new Example.Paired(texts.get(0), texts.get(2)),
                                new Example.Paired(texts.get(1), texts.get(3))));
            }
            case "similarity" ->
                new Lessons<>(
                        new Similarity(means),
                        List.of(
                                new Example.Compared(texts.get(0), texts.get(2), golden("labels")[0]),
                                new Example.Compared(texts.get(1), texts.get(3), golden("labels")[1])));
            default -> throw new IllegalArgumentException(lesson);
        };
    }

    private static <E extends Example> Lessons<E> lessons(Objective<E> objective, IntFunction<E> example) {
        return new Lessons<>(objective, IntStream.range(0, 4).mapToObj(example).toList());
    }

    private List<Float> five(int row) {
        List<Float> numbers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            numbers.add(golden("labels")[5 * row + i]);
        }
        return numbers;
    }

    /** The words that the script has hidden. */
    private Prepared hidden(List<Integer> rows) {
        long[] labels = whole("labels");
        List<Tokens> texts = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        List<Long> words = new ArrayList<>();
        long length = rows.stream()
                .mapToInt(row -> tiny().texts().get(row).length())
                .max()
                .orElseThrow();
        for (int row : rows) {
            Tokens text = tiny().texts().get(row);
            long[] ids = text.ids();
            for (int at = 0; at < ids.length; at++) {
                long word = labels[row * labels.length / 4 + at];
                if (word != Example.IGNORED) {
                    places.add(texts.size() * length + at);
                    words.add(word);
                    ids[at] = 4;
                }
            }
            texts.add(new Tokens(ids, text.types()));
        }
        long[] wanted = words.stream().mapToLong(Long::longValue).toArray();
        Targets.Labels whole = new Targets.Labels.Whole(wanted, new Shape(wanted.length));
        Targets targets = new Targets(whole, places, List.of((double) wanted.length), wanted.length);
        return new Prepared(texts, new Batch(texts, 0), targets);
    }

    float[] golden(String tensor) {
        try (SafetensorsFile file = open()) {
            return file.floats(tensor);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private long[] whole(String tensor) {
        try (SafetensorsFile file = open()) {
            LongBuffer numbers = file.bytes(tensor).asLongBuffer();
            long[] copy = new long[numbers.remaining()];
            numbers.get(copy);
            return copy;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names of the trained tensors that the script has kept. */
    List<String> tensors() {
        try (SafetensorsFile file = open()) {
            return file.tensors().keySet().stream()
                    .filter(name -> name.contains("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private SafetensorsFile open() throws IOException {
        try {
            return SafetensorsFile.open(Path.of(Taught.class
                    .getResource("/trained/" + family + "-" + lesson + ".safetensors")
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
