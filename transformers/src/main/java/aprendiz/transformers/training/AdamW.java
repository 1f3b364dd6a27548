package aprendiz.transformers.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.transformers.torch.Program;
import aprendiz.transformers.torch.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2), in place, number for number as
 * {@code torch.optim.AdamW(fused=True)}.
 */
final class AdamW {

    /** Methods that a program must have for this. */
    static final String PROGRAM = """
              # -> the global norm before gradients were scaled, in place, so that it is at most the limit
              def clip(self, gradients: List[Tensor], limit: float) -> float:
                norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(gradients, 2)), 2)
                torch._foreach_mul_(gradients, torch.clamp(limit / (norm + 1e-6), None, 1.0))
                return float(norm)

              # m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g^2;  w = w - rate (m^ / (sqrt(v^) + eps) + decay w)
              def adamw(self, w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor],
                        step: List[Tensor], rate: float, decay: float) -> float:
                torch._fused_adamw_(w, g, m, v, annotate(List[Tensor], []), step, lr=rate, beta1=0.9, beta2=0.999,
                                    weight_decay=decay, eps=1e-8, amsgrad=False, maximize=False)
                return 0.0
            """;

    /**
     * Tensors that are trained alike.
     *
     * @param rate peak learning rate
     * @param decay weight decay
     * @param since how many steps are done before their first
     */
    record Group(List<String> names, double rate, double decay, int since) {
        Group {
            names = List.copyOf(names);
        }

        /** The same for other tensors. */
        Group of(List<String> others) {
            return new Group(others, rate, decay, since);
        }
    }

    private final Program program;
    private final Weights weights;
    private final Weights first;
    private final Weights second;
    private final List<Group> groups;

    AdamW(PtNDManager memory, Program program, Weights weights, List<Group> groups) {
        this.program = program;
        this.weights = weights;
        this.groups = List.copyOf(groups);
        first = new Weights(memory);
        second = new Weights(memory);
        for (Group group : groups) {
            first.addZerosLike(weights, group.names());
            second.addZerosLike(weights, group.names());
        }
    }

    /**
     * Changes the weights.
     *
     * @param step counts from 1
     * @param gradients by name, of each tensor that is trained in this step; scaled in place to the global norm {@code limit} at most
     * @param factor of every group's rate
     * @return the global norm before clipping; if it is not finite, nothing was changed
     */
    double step(PtNDManager passing, int step, Map<String, NDArray> gradients, double limit, double factor) {
        double norm = program.update("clip", List.of(List.copyOf(gradients.values())), limit);
        if (!Double.isFinite(norm)) {
            return norm;
        }
        for (Group group : groups) {
            if (step <= group.since()) {
                continue;
            }
            NDArray count = passing.full(new Shape(), step - group.since(), DataType.FLOAT32);
            List<NDArray> changes = new ArrayList<>();
            group.names().forEach(name -> changes.add(gradients.get(name)));
            program.update(
                    "adamw",
                    List.of(
                            weights.list(group.names()),
                            changes,
                            first.list(group.names()),
                            second.list(group.names()),
                            Collections.nCopies(changes.size(), count)),
                    group.rate() * factor,
                    group.decay());
        }
        return norm;
    }

    /** The running means of gradients and of their squares, which are to be saved with the weights. */
    List<Weights> moments() {
        return List.of(first, second);
    }
}
