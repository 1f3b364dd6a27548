package aprendiz.model.catalog;

import aprendiz.model.Digest;
import aprendiz.model.tensors.DType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * How one version differs from another. What is the same in both is left out.
 *
 * @param from the older one, files left out
 * @param to the newer one, files left out
 * @param files by path
 * @param config fields of {@code config.json}, by JSON pointer
 * @param recipe fields of the recipe, by JSON pointer
 * @param metrics that they were published with, by name
 * @param tensors by name
 * @param sameTensors how many are byte for byte the same
 */
public record VersionDiff(
        Version from,
        Version to,
        List<FileChange> files,
        List<FieldChange> config,
        List<FieldChange> recipe,
        List<MetricChange> metrics,
        List<TensorChange> tensors,
        int sameTensors) {

    public VersionDiff {
        files = List.copyOf(files);
        config = List.copyOf(config);
        recipe = List.copyOf(recipe);
        metrics = List.copyOf(metrics);
        tensors = List.copyOf(tensors);
    }

    /** Bytes under a path. */
    public record Content(Digest sha256, long size) {}

    /**
     * @param from null where the file is new
     * @param to null where it is gone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FileChange(String path, Content from, Content to) {}

    /**
     * @param from null where the field is new
     * @param to null where it is gone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FieldChange(String field, JsonNode from, JsonNode to) {}

    /**
     * @param from null where the metric is new
     * @param to null where it is gone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MetricChange(String name, Double from, Double to) {}

    /** Type and shape of a tensor, {@code dims} outermost first. */
    public record Form(DType dtype, List<Long> dims) {
        public Form {
            dims = List.copyOf(dims);
        }
    }

    /**
     * @param from null where the tensor is new
     * @param to null where it is gone
     * @param distance L2 norm of the difference divided by the L2 norm of {@code from}; null where the two cannot be
     *     compared: other shapes, other types than F64, F32, F16 and BF16, numbers that are not finite, or not asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TensorChange(String name, Form from, Form to, Double distance) {}
}
