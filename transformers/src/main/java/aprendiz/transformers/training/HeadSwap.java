package aprendiz.transformers.training;

import aprendiz.model.Problem;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.StoredTensors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which tensors of a network come from a base and which are new.
 *
 * <p>The trunk must all be in the base. What else the family's bare model has (the pooler) is loaded if it is there. The
 * task's own tensors (the classifier) are new, unless the base's own head is continued; scaffolding and adapters always are.
 *
 * @param loaded from the base
 * @param newOnes made new
 * @param dropped names of tensors of the base that the network has no use for
 */
record HeadSwap(List<Parameter> loaded, List<Parameter> newOnes, List<String> dropped) {

    /**
     * Looks at what a base has.
     *
     * @throws Problem of kind INVALID that names the tensors which must be there and are not
     */
    static HeadSwap of(Start start, StoredTensors base, Network network) {
        return switch (start) {
            case FROM_SCRATCH -> new HeadSwap(List.of(), network.parameters(), List.of());
            case PRETRAINED -> newHead(base, network);
            case CONTINUED -> sameHead(base, network);
        };
    }

    private static HeadSwap newHead(StoredTensors base, Network network) {
        Family family = network.family();
        require(base, family.trunk());
        List<Parameter> loaded = new ArrayList<>();
        List<Parameter> made = new ArrayList<>();
        for (Parameter parameter : network.parameters()) {
            boolean ofBareModel = parameter.name().startsWith(family.prefix());
            (ofBareModel && base.has(parameter) ? loaded : made).add(parameter);
        }
        return new HeadSwap(List.copyOf(loaded), List.copyOf(made), base.others(loaded));
    }

    private static HeadSwap sameHead(StoredTensors base, Network network) {
        ModelConfig config = network.family().config();
        Head found = Head.of(config);
        boolean bare = network.head().parameters(network.family()).isEmpty();
        if (!bare && !found.equals(network.head())) {
            throw Problem.invalid(
                    "Another head", "The base has the head " + found + ", which cannot go on as " + network.head());
        }
        List<Parameter> all = network.bare().parameters();
        require(base, all);
        List<Parameter> made = new ArrayList<>(network.scaffolding());
        made.addAll(network.adapters());
        return new HeadSwap(all, List.copyOf(made), base.others(all));
    }

    private static void require(StoredTensors base, List<Parameter> parameters) {
        List<Parameter> missing =
                parameters.stream().filter(parameter -> !base.has(parameter)).toList();
        if (!missing.isEmpty()) {
            throw Problem.invalid("Incomplete base", "The base's model.safetensors lacks " + names(missing));
        }
    }

    /** The weights that the network begins with. */
    LiveNetwork.Source source(StoredTensors base, Network network, Seed seed) {
        NewWeights fresh = new NewWeights(network.family(), seed);
        return (parameter, values) -> {
            if (newOnes.contains(parameter)) {
                fresh.fill(parameter, values);
            } else {
                base.fill(parameter, values);
            }
        };
    }

    /** The names of the tensors that are new, but for adapters, which learn as the trunk does. */
    Set<String> madeBut(List<Parameter> adapters) {
        Set<String> made = new HashSet<>(names(newOnes));
        names(adapters).forEach(made::remove);
        return made;
    }

    /** What to say of it when the first tensors of the network are frozen. */
    TensorReport report(Network network, int frozen) {
        List<Parameter> all = network.parameters();
        return new TensorReport(
                names(loaded),
                names(newOnes),
                dropped,
                elements(all.subList(frozen, all.size())),
                elements(all.subList(0, frozen)));
    }

    private static List<String> names(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::name).toList();
    }

    private static long elements(List<Parameter> parameters) {
        return parameters.stream().mapToLong(Parameter::elements).sum();
    }
}
