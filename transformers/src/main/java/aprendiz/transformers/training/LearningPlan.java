package aprendiz.transformers.training;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.training.AdamW.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tensors of a network learn, from when on, and how fast. They lie in order of depth (embeddings, layer by layer,
 * head), so that those which are left alone are always the first ones.
 *
 * @param made names of the head's new tensors, which learn at the head's rate
 * @param stepsPerEpoch by which gradual unfreezing counts
 */
record LearningPlan(Network network, Set<String> made, TrainingSettings settings, int stepsPerEpoch) {

    LearningPlan {
        int layers = network.family().layers();
        int frozen = settings.frozenLayers();
        if (frozen > layers && frozen != TrainingSettings.ALL_LAYERS) {
            throw Problem.invalid(
                    "Impossible settings",
                    List.of(new Complaint(
                            "settings.frozen_layers", frozen + " is more than the " + layers + " layers of the base")));
        }
        if (frozenForGood(network, settings) == network.parameters().size()) {
            throw Problem.invalid(
                    "Impossible settings",
                    List.of(new Complaint("settings.frozen_layers", "a head without tensors leaves nothing to learn")));
        }
    }

    private static int frozenForGood(Network network, TrainingSettings settings) {
        Family family = network.family();
        if (settings.method().adapters().isPresent()) {
            return family.trunk().size();
        }
        int layers = Math.min(settings.frozenLayers(), family.layers());
        return layers < 0 ? 0 : family.tensorsUpTo(layers);
    }

    /** How many tensors, from the first, never learn. */
    int frozen() {
        return frozenForGood(network, settings);
    }

    /** How many tensors, from the first, do not learn in a step, which counts from 1. */
    int frozen(int step) {
        if (!settings.method().gradual()) {
            return frozen();
        }
        int epoch = (step - 1) / stepsPerEpoch;
        Family family = network.family();
        int still = epoch > family.layers() ? 0 : family.tensorsUpTo(family.layers() - epoch);
        return Math.max(frozen(), still);
    }

    /** True if no tensor of the trunk ever changes and nothing learns beside it. */
    boolean trunkStays() {
        boolean beside =
                settings.method().adapters().isPresent() || settings.method().gradual();
        return !beside && frozen() >= network.family().trunk().size();
    }

    /** The tensors that learn sooner or later. */
    List<Parameter> trained() {
        List<Parameter> all = network.parameters();
        return all.subList(frozen(), all.size());
    }

    /** The trained tensors, those that learn alike together. */
    List<Group> groups() {
        Map<Group, List<String>> groups = new LinkedHashMap<>();
        for (Parameter parameter : trained()) {
            int depth = depth(parameter);
            int below = network.family().layers() + 1 - depth;
            double rate = made.contains(parameter.name())
                    ? settings.headLearningRate()
                    : settings.learningRate() * Math.pow(settings.method().layerDecay(), below);
            double decay = parameter.decays() ? settings.weightDecay() : 0;
            int since = settings.method().gradual() ? below * stepsPerEpoch : 0;
            groups.computeIfAbsent(new Group(List.of(), rate, decay, since), alike -> new ArrayList<>())
                    .add(parameter.name());
        }
        return groups.entrySet().stream()
                .map(entry -> entry.getKey().of(entry.getValue()))
                .toList();
    }

    /** 0 for embeddings, then the layers from 1, then the head. */
    private int depth(Parameter parameter) {
        Family family = network.family();
        for (int layer = 0; layer < family.layers(); layer++) {
            if (parameter.name().startsWith(family.layerPrefix(layer))) {
                return layer + 1;
            }
        }
        return family.trunk().contains(parameter) ? 0 : family.layers() + 1;
    }
}
