package aprendiz.inference.openinference;

import aprendiz.inference.asking.Classify;
import aprendiz.inference.asking.Embed;
import aprendiz.inference.asking.Reply;
import aprendiz.inference.huggingface.Pipeline;
import aprendiz.inference.protocol.Fields;
import aprendiz.model.Json;
import aprendiz.model.Task;
import aprendiz.transformers.tasks.LabelScore;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.tasks.TextTask;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Asks about texts as Hugging Face's pipelines do, with their parameters. The output {@code answer} has their JSON, one
 * for each text.
 */
final class TextQuestion {

    /** Parameters that mean something else than a pipeline's. */
    private static final Set<String> RESERVED = Set.of(
            "binary_data_output", "priority", "timeout", "headers", "sequence_id", "sequence_start", "sequence_end");

    private TextQuestion() {}

    static Question<?> of(TextTask model, InferRequest request, int most) {
        Set<String> known = model.task() == Task.QUESTION_ANSWERING
                ? Set.of(Spec.QUESTION, Spec.CONTEXT)
                : model.task() == Task.TEXT_CLASSIFICATION ? Set.of(Spec.TEXT, Spec.PAIR) : Set.of(Spec.TEXT);
        for (Tensor input : request.inputs()) {
            if (!known.contains(input.name())) {
                throw Fields.invalid(
                        "inputs",
                        "there is no " + input.name() + "; a " + model.task() + " model takes " + known + ", or "
                                + List.of(Spec.IDS, Spec.MASK, Spec.TYPES));
            }
        }
        Tensor first = request.required(model.task() == Task.QUESTION_ANSWERING ? Spec.QUESTION : Spec.TEXT);
        Shape shape = shape(first);
        ObjectNode asked = Json.MAPPER.createObjectNode();
        asked.set("inputs", inputs(request, first));
        asked.set("parameters", parameters(request));
        Pipeline<?> pipeline = Pipeline.read(model.task(), Fields.of("the request", asked), most);
        return switch (pipeline.query()) {
            case Classify classify -> labels((TextClassification) model, classify, shape);
            case Embed embed -> vectors(embed);
            default -> answers(pipeline, shape);
        };
    }

    private static Shape shape(Tensor tensor) {
        List<Long> sizes = tensor.shape().sizes();
        if (sizes.size() == 1 || (sizes.size() == 2 && sizes.get(1) == 1)) {
            return tensor.shape();
        }
        throw Fields.invalid(tensor.name(), "has the shape " + sizes + "; [texts] or [texts, 1] is needed");
    }

    private static ArrayNode inputs(InferRequest request, Tensor first) {
        ArrayNode inputs = Json.MAPPER.createArrayNode();
        if (request.inputs().size() == 1) {
            first.texts().forEach(inputs::add);
            return inputs;
        }
        boolean question = first.name().equals(Spec.QUESTION);
        List<String> texts = first.texts();
        List<String> others =
                request.required(question ? Spec.CONTEXT : Spec.PAIR).texts();
        if (others.size() != texts.size()) {
            throw Fields.invalid("inputs", texts.size() + " texts beside " + others.size());
        }
        for (int i = 0; i < texts.size(); i++) {
            inputs.addObject()
                    .put(question ? Spec.QUESTION : Spec.TEXT, texts.get(i))
                    .put(question ? Spec.CONTEXT : Spec.PAIR, others.get(i));
        }
        return inputs;
    }

    private static ObjectNode parameters(InferRequest request) {
        ObjectNode parameters = request.parameters().deepCopy();
        parameters.remove(RESERVED);
        return parameters;
    }

    private static <A> Question<A> answers(Pipeline<A> pipeline, Shape shape) {
        return new Question<>(
                pipeline.query(),
                Map.of(Spec.ANSWER, reply -> Tensor.of(Spec.ANSWER, shape, written(pipeline.each(reply)))),
                List.of());
    }

    private static List<String> written(List<?> answers) {
        return answers.stream().map(TextQuestion::json).toList();
    }

    private static String json(Object answer) {
        try {
            return Json.MAPPER.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON for " + answer.getClass(), e);
        }
    }

    private static Question<List<LabelScore>> labels(TextClassification model, Classify asked, Shape shape) {
        int topK = asked.options().topK();
        Classify all = new Classify(asked.texts(), asked.options().withTopK(Integer.MAX_VALUE));
        Map<String, Function<Reply<List<LabelScore>>, Tensor>> outputs = new LinkedHashMap<>();
        outputs.put(Spec.ANSWER, reply -> Tensor.of(Spec.ANSWER, shape, written(best(reply, topK))));
        outputs.put(Spec.LABEL, reply -> Tensor.of(Spec.LABEL, shape, firsts(reply)));
        outputs.put(Spec.SCORES, reply -> scores(model.labels(), reply));
        return new Question<>(all, outputs, model.labels());
    }

    private static List<?> best(Reply<List<LabelScore>> reply, int most) {
        return reply.all().stream()
                .map(labels -> labels.stream().limit(most).toList())
                .toList();
    }

    private static List<String> firsts(Reply<List<LabelScore>> reply) {
        return reply.all().stream().map(labels -> labels.getFirst().label()).toList();
    }

    /** In the order of the model's labels; two of the same name in the order of their scores. */
    private static Tensor scores(List<String> labels, Reply<List<LabelScore>> reply) {
        List<List<LabelScore>> rows = reply.all();
        float[] values = new float[rows.size() * labels.size()];
        for (int row = 0; row < rows.size(); row++) {
            Map<String, Deque<Integer>> places = new HashMap<>();
            for (int at = 0; at < labels.size(); at++) {
                places.computeIfAbsent(labels.get(at), label -> new ArrayDeque<>())
                        .add(at);
            }
            for (LabelScore one : rows.get(row)) {
                values[row * labels.size() + places.get(one.label()).remove()] = (float) one.score();
            }
        }
        return Tensor.of(Spec.SCORES, Shape.of(rows.size(), labels.size()), values);
    }

    private static Question<float[]> vectors(Embed embed) {
        return new Question<>(embed, Map.of(Spec.VECTOR, reply -> matrix(Spec.VECTOR, reply.all())), List.of());
    }

    static Tensor matrix(String name, List<float[]> rows) {
        int width = rows.getFirst().length;
        float[] values = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * width, width);
        }
        return Tensor.of(name, Shape.of(rows.size(), width), values);
    }
}
