package aprendiz.transformers.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import aprendiz.model.tensors.DType;
import aprendiz.model.tensors.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Fp32 tensors under their names, in the order in which a program takes them. Lives as long as its memory.
 *
 * <p>On the processor their bytes are read and changed where they lie; those of a GPU go through the processor's memory.
 */
public final class Weights {

    /** How DJL is told that arrays are the elements of one list argument. */
    static final String ARGUMENT = "w[]";

    private final PtNDManager memory;
    private final boolean elsewhere;
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();

    public Weights(PtNDManager memory) {
        this(memory, memory.getDevice().isGpu());
    }

    /** @param elsewhere true if tensors are not where Java can reach them */
    Weights(PtNDManager memory, boolean elsewhere) {
        this.memory = memory;
        this.elsewhere = elsewhere;
    }

    /**
     * Adds a tensor after those that are there.
     *
     * @param fill puts the elements, in row-major order, into a buffer that just holds them
     */
    public void add(String name, long[] shape, Consumer<FloatBuffer> fill) {
        if (elsewhere) {
            Shape size = new Shape(shape);
            ByteBuffer bytes = direct(Math.toIntExact(size.size() * Float.BYTES));
            fill.accept(bytes.asFloatBuffer());
            add(name, memory.create(bytes, size, DataType.FLOAT32));
        } else {
            add(name, memory.create(new Shape(shape), DataType.FLOAT32));
            fill.accept(bytes(name).asFloatBuffer());
        }
    }

    /** Adds zeros under these names, of the shapes of the other's tensors. */
    public void addZerosLike(Weights other, List<String> names) {
        names.forEach(name -> add(name, memory.zeros(other.array(name).getShape(), DataType.FLOAT32)));
    }

    private void add(String name, NDArray array) {
        array.attach(memory);
        array.setName(ARGUMENT);
        if (arrays.put(name, array) != null) {
            throw new IllegalArgumentException("there are two tensors " + name);
        }
    }

    /** The same tensors but for these. */
    public Weights without(List<String> names) {
        Weights rest = new Weights(memory, elsewhere);
        rest.arrays.putAll(arrays);
        names.forEach(rest.arrays::remove);
        return rest;
    }

    /** The tensors, in order. */
    public List<NDArray> list() {
        return List.copyOf(arrays.values());
    }

    /** The tensors of these names, in the order of the names. */
    public List<NDArray> list(List<String> names) {
        List<NDArray> found = new ArrayList<>();
        names.forEach(name -> found.add(array(name)));
        return found;
    }

    /** The names, in order. */
    public List<String> names() {
        return List.copyOf(arrays.keySet());
    }

    /** The elements of a tensor, copied, in row-major order. */
    public float[] values(String name) {
        float[] values = new float[Math.toIntExact(array(name).size())];
        bytes(name).asFloatBuffer().get(values);
        return values;
    }

    /** The tensors as they will be when they are written. Reads native memory: only while that is open. */
    public Map<String, TensorData> data() {
        Map<String, TensorData> data = new LinkedHashMap<>();
        arrays.forEach((name, array) -> data.put(
                name,
                TensorData.lazily(DType.F32, () -> bytes(name), array.getShape().getShape())));
        return Collections.unmodifiableMap(data);
    }

    /** The bytes of a tensor, to be read: of one on the processor where they lie, of another a copy. */
    public ByteBuffer bytes(String name) {
        if (!elsewhere) {
            return JniUtils.getByteBuffer((PtNDArray) array(name), true).order(ByteOrder.nativeOrder());
        }
        try (NDArray here = array(name).toDevice(Device.cpu(), true)) {
            ByteBuffer bytes = here.toByteBuffer(true);
            return direct(bytes.remaining()).put(bytes).flip();
        }
    }

    /** Changes the bytes of a tensor: what is put there, the tensor has. */
    public void change(String name, Consumer<ByteBuffer> change) {
        ByteBuffer bytes = bytes(name);
        change.accept(bytes);
        if (elsewhere) {
            try (NDArray before = array(name)) {
                NDArray after = memory.create(bytes.clear(), before.getShape(), DataType.FLOAT32);
                after.setName(ARGUMENT);
                arrays.put(name, after);
            }
        }
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    private NDArray array(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return array;
    }
}
