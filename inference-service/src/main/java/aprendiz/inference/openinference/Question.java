package aprendiz.inference.openinference;

import aprendiz.inference.asking.Query;
import aprendiz.inference.asking.Reply;
import aprendiz.inference.protocol.Fields;
import aprendiz.transformers.tasks.TextTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is asked of a model to answer a request, and how tensors are made of the answer.
 *
 * @param outputs what it can give, by name, in the order in which all are given
 * @param labels of the last dimension of outputs that can be told as classes
 * @param <A> the answer to one input
 */
record Question<A>(Query<A> query, Map<String, Function<Reply<A>, Tensor>> outputs, List<String> labels) {

    Question {
        outputs = new LinkedHashMap<>(outputs);
        labels = List.copyOf(labels);
    }

    /** Of the tensors of a request: texts, or tokens. */
    static Question<?> of(TextTask model, InferRequest request, int most) {
        return request.input(Spec.IDS).isPresent()
                ? TokenQuestion.of(model, request, most)
                : TextQuestion.of(model, request, most);
    }

    /** Complains early of outputs that there are not. */
    Question<A> offering(List<InferRequest.Output> wanted) {
        for (InferRequest.Output one : wanted) {
            if (!outputs.containsKey(one.name())) {
                throw Fields.invalid(
                        "outputs", "there is no " + one.name() + " for these inputs; there are " + outputs.keySet());
            }
        }
        return this;
    }

    List<InferResponse.Output> write(InferRequest request, Reply<A> reply) {
        List<InferResponse.Output> all = new ArrayList<>();
        if (request.outputs().isEmpty()) {
            outputs.values()
                    .forEach(make -> all.add(new InferResponse.Output(make.apply(reply), request.binaryOutputs())));
        }
        for (InferRequest.Output wanted : request.outputs()) {
            Tensor tensor = outputs.get(wanted.name()).apply(reply);
            all.add(new InferResponse.Output(
                    wanted.classes() == 0 ? tensor : Classes.of(tensor, labels, wanted.classes()), wanted.binary()));
        }
        return all;
    }
}
