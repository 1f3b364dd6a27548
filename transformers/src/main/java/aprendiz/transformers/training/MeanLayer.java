package aprendiz.transformers.training;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.model.tensors.DType;
import aprendiz.model.tensors.SafetensorsWriter;
import aprendiz.model.tensors.TensorData;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.StoredTensors;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One layer more on a trunk, after which each token's vector, the first one's too, is the layer norm of the mean of all:
 * heads that read the first token then read the text as sentence encoders do.
 *
 * <p>It is a layer like any other (Vaswani et al. 2017, section 3.1). Queries and keys are 0, so that all text is attended to
 * alike; values are 1024 times the vectors, beside which the residual, a token's own vector, hardly counts; the
 * feed-forward network adds 0.
 */
public final class MeanLayer {

    private static final float LARGE = 1024;

    /** Places among a layer's tensors. */
    private static final int VALUE = 4;

    private static final int OUT = 6;
    private static final List<Integer> NORMS = List.of(8, 14);

    private MeanLayer() {}

    /**
     * Writes the deeper trunk as a checkpoint without a head.
     *
     * @param trunk a checkpoint, whose tokenizer is taken over
     */
    public static void write(Path trunk, Path folder) throws IOException {
        Checkpoint files = new Checkpoint(trunk);
        Family family = Family.of(files.config());
        ObjectNode json = files.config().toJson();
        json.put(json.has("n_layers") ? "n_layers" : "num_hidden_layers", family.layers() + 1);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(Checkpoint.CONFIG), json.toPrettyString());
        Student.copyTokenizer(trunk, folder);
        List<Parameter> all = Family.of(ModelConfig.of(json)).trunk();
        List<Parameter> added = all.subList(family.trunk().size(), all.size());
        try (StoredTensors stored = StoredTensors.open(files, family)) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            family.trunk().forEach(one -> put(tensors, one, values -> stored.fill(one, values)));
            for (int i = 0; i < added.size(); i++) {
                int place = i;
                put(tensors, added.get(i), values -> fill(place, values, family.hidden()));
            }
            SafetensorsWriter.write(folder.resolve(Checkpoint.WEIGHTS), Map.of(), tensors);
        }
    }

    private interface Filling {
        void into(FloatBuffer values);
    }

    private static void put(Map<String, TensorData> tensors, Parameter parameter, Filling filling) {
        tensors.put(
                parameter.name(),
                TensorData.lazily(
                        DType.F32,
                        () -> {
                            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(parameter.elements() * Float.BYTES))
                                    .order(ByteOrder.LITTLE_ENDIAN);
                            filling.into(bytes.asFloatBuffer());
                            return bytes;
                        },
                        parameter.shape()));
    }

    private static void fill(int place, FloatBuffer values, int hidden) {
        if (place == VALUE || place == OUT) {
            for (int i = 0; i < hidden; i++) {
                values.put(i * hidden + i, place == VALUE ? LARGE : 1);
            }
        } else if (NORMS.contains(place)) {
            for (int i = 0; i < hidden; i++) {
                values.put(i, 1);
            }
        }
    }
}
