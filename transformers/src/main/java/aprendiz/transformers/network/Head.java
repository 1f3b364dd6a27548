package aprendiz.transformers.network;

import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import java.util.List;

/** What a network makes of the trunk's vectors. */
public sealed interface Head
        permits Embedding, TokenVectors, SequenceClassification, TokenClassification, QuestionAnswering, MaskedLm {

    /** How often a head answers. */
    enum Scope {
        /** Once for a text: {@code [batch, width]}. */
        TEXT,
        /** Once for each token: {@code [batch, length, width]}. */
        TOKEN
    }

    /**
     * The head whose weights a checkpoint holds, by the class that its config names; {@link TokenVectors} where that is a
     * bare trunk or nothing.
     *
     * @throws Problem of kind INVALID if the class is none that is computed here
     */
    static Head of(ModelConfig config) {
        String known =
                config.architectures().isEmpty() ? "" : config.architectures().getFirst();
        String family = Family.of(config).className();
        if (known.isEmpty() || known.equals(family + "Model")) {
            return new TokenVectors();
        }
        List<String> labels = labels(config);
        return switch (known.startsWith(family) ? known.substring(family.length()) : known) {
            case SequenceClassification.CLASS ->
                new SequenceClassification(labels, SequenceClassification.Kind.of(config, labels.size()));
            case TokenClassification.CLASS -> new TokenClassification(labels);
            case QuestionAnswering.CLASS -> new QuestionAnswering();
            case MaskedLm.CLASS, "ForPreTraining" -> new MaskedLm();
            default ->
                throw Problem.invalid(
                        "Unsupported architecture",
                        Checkpoint.CONFIG + ": architectures: '" + known + "' is not one of " + family
                                + " with Model, ForSequenceClassification, ForTokenClassification,"
                                + " ForQuestionAnswering or ForMaskedLM");
        };
    }

    /** The labels that a config names, or Hugging Face's names for the two that it means when it names none. */
    private static List<String> labels(ModelConfig config) {
        return config.labels().isEmpty() ? List.of("LABEL_0", "LABEL_1") : config.labels();
    }

    /** What Hugging Face's class is called after the family's name: {@code ForSequenceClassification}. */
    String className();

    /** The head's own tensors, in the order in which the program takes them. */
    List<Parameter> parameters(Family family);

    /** How many numbers an answer has. */
    int width(Family family);

    /** How often it answers. */
    Scope scope();

    /**
     * TorchScript with a method {@code head(x; mask; w; train)} that answers.
     *
     * <p>{@code x} is {@code [batch, length, hidden]}, {@code mask} int64 {@code [batch, length]}; {@code w} are the
     * tensors of the whole network, the head's own from {@code {own}} on. A head that answers for each token takes {@code
     * [any, hidden]} too.
     */
    String program(Family family);
}
