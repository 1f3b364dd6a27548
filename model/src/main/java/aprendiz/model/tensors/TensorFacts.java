package aprendiz.model.tensors;

import aprendiz.model.Digest;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What one pass over a tensor's bytes tells of it.
 *
 * @param dims length of each dimension, outermost first; empty for a scalar
 * @param sha256 of its bytes as they lie in the file
 * @param norm square root of the sum of the squared elements, in double precision; null where the elements are not
 *     F64, F32, F16 or BF16, or one of them is no finite number
 * @param notFinite place of the first NaN or infinity in row-major order; null where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TensorFacts(String name, DType dtype, List<Long> dims, Digest sha256, Double norm, Long notFinite) {
    public TensorFacts {
        dims = List.copyOf(dims);
    }
}
