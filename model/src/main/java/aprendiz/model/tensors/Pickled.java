package aprendiz.model.tensors;

import java.util.List;
import java.util.Map;

/** What a pickle of tensors is made of. There is nothing here that could run. */
sealed interface Pickled {

    /** A text. */
    record Text(String text) implements Pickled {}

    /** A whole number. */
    record Whole(long value) implements Pickled {}

    /** None, a truth value or a fraction: nothing that a tensor depends on. */
    record Other() implements Pickled {}

    /** Begins what the next collecting operation takes. */
    record Mark() implements Pickled {}

    /** A tuple, or a list while it grows. */
    record Items(List<Pickled> items) implements Pickled {}

    /** A dictionary by the texts of its keys, while it grows. */
    record Dict(Map<String, Pickled> entries) implements Pickled {}

    /** One of the names that a pickle of tensors may mention. */
    record Name(TorchName name) implements Pickled {}

    /**
     * Numbers in a row, which lie outside of the pickle.
     *
     * @param key where
     */
    record Storage(DType dtype, String key) implements Pickled {}

    /**
     * A view of a storage.
     *
     * @param offset its first element
     * @param strides elements between neighbours, for each dimension
     */
    record Tensor(Storage storage, long offset, List<Long> sizes, List<Long> strides) implements Pickled {}
}
