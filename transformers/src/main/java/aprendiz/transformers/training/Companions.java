package aprendiz.transformers.training;

import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.StoredTensors;

/** Where the tensors come from that a checkpoint has beside those of its network: the base, or new. */
final class Companions {

    static LiveNetwork.Source of(StoredTensors base, Network network, Seed seed) {
        NewWeights fresh = new NewWeights(network.family(), seed);
        return (parameter, values) -> {
            if (base.has(parameter)) {
                base.fill(parameter, values);
            } else {
                fresh.fill(parameter, values);
            }
        };
    }

    private Companions() {}
}
