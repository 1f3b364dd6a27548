package aprendiz.transformers.training;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.model.tensors.DType;
import aprendiz.model.tensors.SafetensorsWriter;
import aprendiz.model.tensors.TensorData;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A checkpoint that has learned nothing yet. */
public final class NewCheckpoint {

    /**
     * Writes config.json and model.safetensors; the tokenizer's files are the caller's.
     *
     * @param config of the network, its head included
     * @param seed of the weights: the same one gives the same bytes
     */
    public static void write(Path folder, ModelConfig config, long seed) throws IOException {
        Family family = Family.of(config);
        NewWeights weights = new NewWeights(family, new Seed(seed));
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (Parameter parameter : new Network(family, Head.of(config)).parameters()) {
            tensors.put(
                    parameter.name(), TensorData.lazily(DType.F32, () -> bytes(weights, parameter), parameter.shape()));
        }
        Files.createDirectories(folder);
        config.write(folder.resolve(Checkpoint.CONFIG));
        SafetensorsWriter.write(folder.resolve(Checkpoint.WEIGHTS), Map.of(), tensors);
    }

    private static ByteBuffer bytes(NewWeights weights, Parameter parameter) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(parameter.elements() * Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        weights.fill(parameter, bytes.asFloatBuffer());
        return bytes;
    }

    private NewCheckpoint() {}
}
