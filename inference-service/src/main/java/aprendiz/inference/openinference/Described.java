package aprendiz.inference.openinference;

import aprendiz.inference.serving.LiveVersion;
import aprendiz.transformers.tasks.TextTask;
import java.util.List;

/**
 * What a model is, before it is written as metadata or as Triton's configuration.
 *
 * @param name as the client called it
 * @param task in Hugging Face's words
 * @param platform what computes it
 */
record Described(String name, String version, String task, String platform, List<Spec> inputs, List<Spec> outputs) {

    static Described of(String name, LiveVersion version, TextTask model) {
        return new Described(
                name,
                Integer.toString(version.pin().number()),
                model.task().toString(),
                version.choice().chosen().form().toString().startsWith("onnx") ? "onnx_onnxv1" : "pytorch_torchscript",
                Spec.inputs(model),
                Spec.outputs(model));
    }
}
