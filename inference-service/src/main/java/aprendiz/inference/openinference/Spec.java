package aprendiz.inference.openinference;

import aprendiz.transformers.tasks.FeatureExtraction;
import aprendiz.transformers.tasks.FillMask;
import aprendiz.transformers.tasks.QuestionAnswering;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.tasks.TextTask;
import aprendiz.transformers.tasks.TokenClassification;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor that a model takes or gives.
 *
 * @param shape the first size is the number of texts; -1 where it varies
 * @param optional false for what takes texts: a request has these, or tokens in their place
 */
record Spec(String name, Datatype datatype, List<Integer> shape, boolean optional) {

    static final String TEXT = "text";
    static final String PAIR = "text_pair";
    static final String QUESTION = "question";
    static final String CONTEXT = "context";
    static final String IDS = "input_ids";
    static final String MASK = "attention_mask";
    static final String TYPES = "token_type_ids";

    static final String ANSWER = "answer";
    static final String LABEL = "label";
    static final String SCORES = "scores";
    static final String LOGITS = "logits";
    static final String STARTS = "start_logits";
    static final String ENDS = "end_logits";
    static final String VECTOR = "sentence_embedding";
    static final String VECTORS = "last_hidden_state";

    Spec {
        shape = List.copyOf(shape);
    }

    private static Spec text(String name) {
        return new Spec(name, Datatype.BYTES, List.of(-1, 1), false);
    }

    private static Spec numbers(String name, Integer... shape) {
        return new Spec(name, Datatype.FP32, List.of(shape), true);
    }

    static List<Spec> inputs(TextTask model) {
        List<Spec> inputs = new ArrayList<>();
        switch (model) {
            case TextClassification labels -> {
                inputs.add(text(TEXT));
                inputs.add(new Spec(PAIR, Datatype.BYTES, List.of(-1, 1), true));
            }
            case QuestionAnswering answers -> {
                inputs.add(text(QUESTION));
                inputs.add(text(CONTEXT));
            }
            case TokenClassification labels -> inputs.add(text(TEXT));
            case FillMask words -> inputs.add(text(TEXT));
            case FeatureExtraction vectors -> inputs.add(text(TEXT));
        }
        for (String name : List.of(IDS, MASK, TYPES)) {
            inputs.add(new Spec(name, Datatype.INT64, List.of(-1, -1), true));
        }
        return inputs;
    }

    static List<Spec> outputs(TextTask model) {
        return switch (model) {
            case TextClassification labels -> {
                int width = labels.labels().size();
                yield List.of(text(ANSWER), text(LABEL), numbers(SCORES, -1, width), numbers(LOGITS, -1, width));
            }
            case TokenClassification labels ->
                List.of(text(ANSWER), numbers(LOGITS, -1, -1, labels.labels().size()));
            case QuestionAnswering answers -> List.of(text(ANSWER), numbers(STARTS, -1, -1), numbers(ENDS, -1, -1));
            case FillMask words -> List.of(text(ANSWER), numbers(LOGITS, -1, -1, -1));
            case FeatureExtraction vectors -> List.of(numbers(VECTOR, -1, -1), numbers(VECTORS, -1, -1, -1));
        };
    }
}
