package aprendiz.transformers.training;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.transformers.TinyNetwork;
import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.network.Embedding.Pooling;
import aprendiz.transformers.text.Span;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.training.objective.AnswerSpan;
import aprendiz.transformers.training.objective.Contrast;
import aprendiz.transformers.training.objective.Example;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.ManyLabels;
import aprendiz.transformers.training.objective.Numbers;
import aprendiz.transformers.training.objective.Objective;
import aprendiz.transformers.training.objective.OneLabel;
import aprendiz.transformers.training.objective.Similarity;
import aprendiz.transformers.training.objective.TokenLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Thirty-two texts, each said of one noun with one adjective, with what is to be learned from them.
 *
 * @param base a copy of a tiny network
 */
record Lesson<E extends Example>(Path base, Objective<E> objective, List<E> examples) {

    static final List<String> NAMES = List.of(
            "one-label",
            "many-labels",
            "numbers",
            "token-labels",
            "answer-span",
            "hidden-words",
            "contrast",
            "similarity");

    private static final List<String> NOUNS = List.of("room", "bed", "staff", "noise");
    private static final List<String> ADJECTIVES = List.of("clean", "dirty", "quiet", "small");
    private static final Embedding MEANS = new Embedding(Pooling.MEAN, true);

    /** @param dropout false for a base that drops nothing */
    static Lesson<?> of(String family, String name, boolean dropout, Path folder) throws IOException {
        TinyNetwork tiny = new TinyNetwork(family + "-" + Taught.HEADS.get(name));
        Path base = Files.createDirectories(folder.resolve(tiny.name()));
        for (String file : List.of("tokenizer.json", "tokenizer_config.json", "vocab.txt", "model.safetensors")) {
            if (!Files.exists(base.resolve(file))) {
                Files.copy(tiny.folder().resolve(file), base.resolve(file));
            }
        }
        AtomicFile.write(
                base.resolve("config.json"),
                Json.pretty((dropout ? tiny.config() : tiny.configWithoutDropout()).toJson()));
        Examples examples = new Examples(Tokenizer.load(base, 40));
        return switch (name) {
            case "one-label" ->
                of(
                        base,
                        new OneLabel(List.of("other", "tidy")),
                        (text, noun, adjective) -> examples.labelled(Text.of(text), adjective < 2 ? 1 : 0));
            case "many-labels" ->
                of(
                        base,
                        new ManyLabels(List.of("tidy", "other"), List.of()),
                        (text, noun, adjective) ->
                                examples.labelled(Text.of(text), List.of(adjective < 2, adjective >= 2)));
            case "numbers" ->
                of(
                        base,
                        new Numbers(List.of("score")),
                        (text, noun, adjective) -> examples.measured(Text.of(text), List.of(adjective / 3f)));
            case "token-labels" ->
                of(
                        base,
                        new TokenLabels(List.of("O", "NOUN", "ADJECTIVE")),
                        (text, noun, adjective) -> examples.tagged(List.of(text.split(" ", -1)), List.of(0, 1, 0, 2)));
            case "answer-span" ->
                of(
                        base,
                        new AnswerSpan(),
                        (text, noun, adjective) -> examples.answered(
                                        "is it good ?",
                                        text,
                                        Optional.of(new Span(text.lastIndexOf(' ') + 1, text.length())),
                                        4)
                                .getFirst());
            case "hidden-words" ->
                of(
                        base,
                        examples.hidden(0.15),
                        (text, noun, adjective) -> examples.blocks(
                                        noun < 2
                                                ? "the room was clean and the bed was small ."
                                                : "it is not good , staff never stopped all night !")
                                .getFirst());
            case "contrast" ->
                of(
                        base,
                        new Contrast(MEANS, 40),
                        (text, noun, adjective) -> examples.paired(text, text.replace("the ", "a ") + " !"));
            case "similarity" ->
                of(
                        base,
                        new Similarity(MEANS),
                        (text, noun, adjective) ->
                                examples.compared(text, "it is quiet", adjective == 2 ? 0.9f : 0.1f));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private interface Making<E> {
        E of(String text, int noun, int adjective);
    }

    private static <E extends Example> Lesson<E> of(Path base, Objective<E> objective, Making<E> making) {
        List<E> examples = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            String text = "the " + NOUNS.get(i / 4 % 4) + (i < 16 ? " was " : " is ") + ADJECTIVES.get(i % 4);
            examples.add(making.of(text, i / 4 % 4, i % 4));
        }
        return new Lesson<>(base, objective, examples);
    }

    /** Trains with all examples; a third of them validate. */
    Outcome train(Start start, TrainingSettings settings, Path state, Path result, TrainingListener listener) {
        return new Training<>(base, objective, start, settings, Duration.ZERO)
                .run(examples, examples.subList(0, 10), state, result, listener);
    }
}
