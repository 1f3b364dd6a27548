package aprendiz.inference.openinference;

import aprendiz.inference.protocol.Fields;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client asks, however it came.
 *
 * @param id given back with the answer; empty if there is none
 * @param outputs those that are wanted; empty for the usual ones
 * @param parameters of the whole request
 */
record InferRequest(String id, List<Tensor> inputs, List<Output> outputs, ObjectNode parameters) {

    /**
     * An output that is wanted.
     *
     * @param binary true if its data is to come after the JSON
     * @param classes so many of the best as texts, {@code score:place:label}; 0 for the numbers themselves
     */
    record Output(String name, boolean binary, int classes) {}

    InferRequest {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        if (inputs.isEmpty()) {
            throw Fields.invalid("inputs", "must have at least one tensor");
        }
        unique("inputs", inputs.stream().map(Tensor::name).toList());
        unique("outputs", outputs.stream().map(Output::name).toList());
    }

    private static void unique(String place, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw Fields.invalid(place, "has two of the name " + name);
            }
        }
    }

    static ObjectNode noParameters() {
        return JsonNodeFactory.instance.objectNode();
    }

    Optional<Tensor> input(String name) {
        return inputs.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }

    Tensor required(String name) {
        return input(name).orElseThrow(() -> Fields.invalid("inputs", "has no tensor of the name " + name));
    }

    /** True if the data of outputs that say nothing of it is to come after the JSON. */
    boolean binaryOutputs() {
        return Fields.of("parameters", parameters).flag("binary_data_output", false);
    }
}
