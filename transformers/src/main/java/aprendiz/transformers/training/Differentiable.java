package aprendiz.transformers.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.transformers.network.Computing;
import aprendiz.transformers.network.Computing.Attention;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.training.objective.Objective;
import aprendiz.transformers.training.objective.Prepared;
import java.util.ArrayList;
import java.util.List;

/**
 * A network's loss as a function of its weights, with derivatives of every order: {@code torch.grad(create_graph)}.
 *
 * <p>For those who learn how to learn (Finn et al. 2017). Without dropout, so that a loss depends on nothing but what is
 * given. Owns native memory until closed; for one thread. What is computed lives as long as the memory that it was asked
 * for on.
 */
public final class Differentiable implements AutoCloseable {

    private static final String PROGRAM = """
              def whole_loss(self, ids: Tensor, types: Tensor, mask: Tensor, labels: Tensor, places: Tensor, valid: Tensor,
                             w: List[Tensor]) -> Tensor:
                y = self.answers(self.hidden(ids, types, mask, w, False), mask, places, w, False)
                return self.loss(y, labels, valid)

              # a weight that the loss does not depend on has a gradient of zeros
              def derive(self, loss: Tensor, w: List[Tensor]) -> List[Tensor]:
                results = annotate(List[Tensor], [])
                for i, gradient in enumerate(torch.grad([loss], w, None, True, True, True)):
                  if gradient is None:
                    results.append(torch.zeros_like(w[i]))
                  else:
                    results.append(unchecked_cast(Tensor, gradient))
                return results

              # w: weights, then as many gradients
              def moved(self, rate: Tensor, w: List[Tensor]) -> List[Tensor]:
                half = len(w) // 2
                results = annotate(List[Tensor], [])
                for i in range(half):
                  results.append(w[i] - rate * w[half + i])
                return results

            """;

    private final LiveNetwork network;

    /**
     * Makes the network.
     *
     * @param network computed with the kind of attention that can be differentiated again, whatever it says itself
     * @param source of the weights to begin with
     */
    public Differentiable(Network network, LiveNetwork.Source source, Objective<?> objective) {
        Computing how = network.computing();
        Network plain = network.with(new Computing(Attention.PLAIN, how.precision(), how.adapters()));
        this.network = new LiveNetwork(plain, source, PROGRAM + objective.program());
        this.network.weights().list().forEach(weight -> weight.setRequiresGradient(true));
    }

    /** Memory for results: closing it frees them. */
    public PtNDManager newMemory() {
        return network.memory().newSubManager(network.memory().getDevice());
    }

    /** The network's own weights, in the order of its parameters. */
    public List<NDArray> weights() {
        return network.weights().list();
    }

    /** The mean loss of examples under any weights: a number that can be differentiated. */
    public NDArray loss(PtNDManager memory, Prepared examples, List<NDArray> weights) {
        NDList arguments = LiveNetwork.inputs(memory, examples.batch());
        arguments.add(examples.targets().labels().on(memory));
        arguments.add(memory.create(
                examples.targets().places().stream().mapToLong(Long::longValue).toArray()));
        List<Double> valid = examples.targets().valid();
        float[] divisors = new float[valid.size()];
        for (int i = 0; i < divisors.length; i++) {
            divisors[i] = valid.get(i).floatValue();
        }
        arguments.add(memory.create(divisors));
        return network.program().record("whole_loss", arguments, weights).head();
    }

    /** The gradient of a loss by each of these weights, which can be differentiated in turn. */
    public List<NDArray> gradients(NDArray loss, List<NDArray> weights) {
        return List.copyOf(network.program().record("derive", new NDList(loss), weights));
    }

    /** What weights become by one step of gradient descent, which can be differentiated. */
    public List<NDArray> moved(PtNDManager memory, List<NDArray> weights, List<NDArray> gradients, double rate) {
        List<NDArray> both = new ArrayList<>(weights);
        both.addAll(gradients);
        NDArray factor = memory.create((float) rate);
        return List.copyOf(network.program().record("moved", new NDList(factor), both));
    }

    @Override
    public void close() {
        network.close();
    }
}
