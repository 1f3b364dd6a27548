package aprendiz.transformers.network;

import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One label for a text, or any number of them, or a number.
 *
 * @param labels in the order of the logits, no two equal; two or more for {@link Kind#SINGLE_LABEL}
 */
public record SequenceClassification(List<String> labels, Kind kind) implements Head {

    static final String CLASS = "ForSequenceClassification";

    /** What the logits mean; Hugging Face's {@code problem_type}. */
    public enum Kind {
        /** One label: softmax, cross-entropy. */
        SINGLE_LABEL("single_label_classification"),
        /** Each label by itself: sigmoid, binary cross-entropy. */
        MULTI_LABEL("multi_label_classification"),
        /** The logits are the answer: squared error. */
        REGRESSION("regression");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /**
         * What a config means: its {@code problem_type}, or one number where there is one label, else one label of them.
         *
         * @throws Problem of kind INVALID if {@code problem_type} is no word of these
         */
        public static Kind of(ModelConfig config, int labels) {
            String word = config.rest().path("problem_type").asText("null");
            if (word.equals("null")) {
                return labels == 1 ? REGRESSION : SINGLE_LABEL;
            }
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw Problem.invalid(
                    "Bad configuration",
                    Checkpoint.CONFIG + ": problem_type: '" + word + "' is not one of " + List.of(values()));
        }

        /** The word in {@code problem_type}. */
        @Override
        public String toString() {
            return word;
        }
    }

    /** The pooler and the classifier of Hugging Face's {@code BertForSequenceClassification}. */
    private static final String BERT = """
              def head(self, x: Tensor, mask: Tensor, w: List[Tensor], train: bool) -> Tensor:
                pool, pool_b, classify, classify_b = w[{own}:{own} + 4]
                pooled = torch.tanh(torch.linear(torch.select(x, 1, 0), pool, pool_b))  # of the first token
                return torch.linear(torch.dropout(pooled, {dropout}, train), classify, classify_b)
            """;

    /** What {@code DistilBertForSequenceClassification} has in their place. */
    private static final String DISTILBERT = BERT.replace("torch.tanh(", "torch.relu(");

    public SequenceClassification {
        labels = List.copyOf(labels);
        Objects.requireNonNull(kind, "kind");
        int least = kind == Kind.SINGLE_LABEL ? 2 : 1;
        if (labels.size() < least || new HashSet<>(labels).size() < labels.size()) {
            throw Problem.invalid("Bad labels", labels + " must be " + least + " or more, all different");
        }
    }

    /** One label of them. */
    public SequenceClassification(List<String> labels) {
        this(labels, Kind.SINGLE_LABEL);
    }

    @Override
    public String className() {
        return CLASS;
    }

    @Override
    public List<Parameter> parameters(Family family) {
        List<Parameter> all = new ArrayList<>(
                switch (family) {
                    case Bert bert -> bert.pooler();
                    case DistilBert distilBert -> Parameter.linear("pre_classifier", family.hidden(), family.hidden());
                });
        all.addAll(Parameter.linear("classifier", labels.size(), family.hidden()));
        return List.copyOf(all);
    }

    @Override
    public int width(Family family) {
        return labels.size();
    }

    @Override
    public Scope scope() {
        return Scope.TEXT;
    }

    @Override
    public String program(Family family) {
        String program = switch (family) {
            case Bert bert -> BERT;
            case DistilBert distilBert -> DISTILBERT;
        };
        return Template.fill(program, Map.of("own", family.trunk().size(), "dropout", dropout(family.config())));
    }

    private static double dropout(ModelConfig config) {
        return config.classifierDropout() == null ? config.hiddenDropout() : config.classifierDropout();
    }
}
