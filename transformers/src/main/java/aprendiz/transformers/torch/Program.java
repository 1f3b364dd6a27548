package aprendiz.transformers.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import aprendiz.model.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * TorchScript methods written as text, compiled by libtorch.
 *
 * <p>Holds no weights: they are arguments. Safe to call from several threads; belongs to the memory it was compiled on.
 */
public final class Program {

    private final PtSymbolBlock module;

    private Program(PtSymbolBlock module) {
        this.module = module;
    }

    /**
     * Compiles the methods.
     *
     * @param methods in TorchScript as {@code torch.jit.save} writes it, indented by two
     * @throws IllegalArgumentException with libtorch's complaint and the text
     */
    public static Program compile(PtNDManager memory, String methods) {
        try {
            return new Program(
                    JniUtils.loadModule(memory, new ByteArrayInputStream(ProgramArchive.of(methods)), false, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (EngineException e) {
            throw new IllegalArgumentException("libtorch refuses this program:\n" + methods, e);
        }
    }

    /**
     * Reads a program that {@code torch.jit.save} or its like wrote, weights and all.
     *
     * @throws Problem of kind INVALID with libtorch's complaint
     */
    public static Program load(PtNDManager memory, Path file) {
        try {
            return new Program(
                    JniUtils.loadModule(memory, file, memory.getDevice().isGpu(), new String[0], new String[0], false));
        } catch (EngineException e) {
            throw Problem.invalid("Unusable TorchScript file", file + ": " + e.getMessage());
        }
    }

    /** Calls a method without recording what gradients would need; arguments and results as for {@link #record}. */
    public NDList call(String method, NDList arrays, List<? extends NDArray> weights) {
        return run(method, arrays, weights, false);
    }

    /**
     * Calls a method in which {@code torch.grad} works.
     *
     * @param arrays one argument each, in order; the results join the memory of the first
     * @param weights the last argument, a {@code List[Tensor]}; not empty
     */
    public NDList record(String method, NDList arrays, List<? extends NDArray> weights) {
        return run(method, arrays, weights, true);
    }

    private NDList run(String method, NDList arrays, List<? extends NDArray> weights, boolean gradients) {
        JniUtils.setGradMode(gradients);
        JniUtils.setGraphExecutorOptimize(false);
        NDList arguments = new NDList(arrays);
        weights.forEach(weight -> weight.setName(Weights.ARGUMENT));
        arguments.addAll(weights);
        try (NDArray selector = arrays.head().getManager().zeros(new Shape(1))) {
            selector.setName("module_method:" + method);
            arguments.add(selector);
            return IValueUtils.forward(module, arguments, gradients);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /**
     * Calls a method that changes its arguments in place and returns a float.
     *
     * @param lists the first arguments, {@code List[Tensor]} each
     * @param numbers the others, {@code float} each
     */
    public double update(String method, List<? extends List<? extends NDArray>> lists, double... numbers) {
        JniUtils.setGradMode(false);
        JniUtils.setGraphExecutorOptimize(false);
        IValue[] arguments = new IValue[lists.size() + numbers.length];
        try {
            int at = 0;
            for (List<? extends NDArray> list : lists) {
                arguments[at++] = IValue.listFrom(list.toArray(PtNDArray[]::new));
            }
            for (double number : numbers) {
                arguments[at++] = IValue.from(number);
            }
            try (IValue result = IValueUtils.runMethod(module, method, arguments)) {
                return result.toDouble();
            }
        } finally {
            for (IValue argument : arguments) {
                if (argument != null) {
                    argument.close();
                }
            }
        }
    }
}
