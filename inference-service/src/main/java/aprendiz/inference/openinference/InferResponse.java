package aprendiz.inference.openinference;

import java.util.List;

/**
 * What is answered, however it goes.
 *
 * @param modelName as the client called it
 * @param modelVersion the number of the version that answered
 * @param id as the request had it; empty if there is none
 */
record InferResponse(String modelName, String modelVersion, String id, List<Output> outputs) {

    /** A tensor; {@code binary} if its data goes after the JSON. */
    record Output(Tensor tensor, boolean binary) {}

    InferResponse {
        outputs = List.copyOf(outputs);
    }
}
