package aprendiz.transformers.network;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Low-rank adapters beside frozen linear layers: {@code W x + b + scale B A dropout(x)} (Hu et al. 2021, section 4.1).
 *
 * <p>A is new and random, B is zero, so that an adapter changes nothing before it has learned.
 *
 * @param rank rows of A and columns of B
 * @param alpha the scale is {@code alpha / rank}
 * @param dropout probability, in training, of what goes into A
 * @param targets ends of the names of the adapted layers, as PEFT's {@code target_modules}; empty for the family's usual
 *     ones, query and value
 * @param rankStabilized true for the scale {@code alpha / sqrt(rank)} (Kalajdzievski 2023)
 */
public record Lora(int rank, double alpha, double dropout, List<String> targets, boolean rankStabilized) {

    /** What PEFT puts into a layer's name for A and B. */
    public static final String A = ".lora_A.weight";

    /** See {@link #A}. */
    public static final String B = ".lora_B.weight";

    /**
     * Checks each value by itself.
     *
     * @throws Problem of kind INVALID with all that is impossible
     */
    public Lora {
        targets = List.copyOf(targets);
        List<Complaint> complaints = new ArrayList<>();
        if (rank < 1) {
            complaints.add(new Complaint("lora.rank", rank + " is not 1 or more"));
        }
        if (!(alpha > 0)) {
            complaints.add(new Complaint("lora.alpha", alpha + " is not above 0"));
        }
        if (!(dropout >= 0 && dropout < 1)) {
            complaints.add(new Complaint("lora.dropout", dropout + " is not from 0 to below 1"));
        }
        if (new HashSet<>(targets).size() < targets.size()) {
            complaints.add(new Complaint("lora.targets", targets + " names one twice"));
        }
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Impossible settings", complaints);
        }
    }

    /** Adapters of the family's usual layers, without dropout. */
    public Lora(int rank, double alpha) {
        this(rank, alpha, 0, List.of(), false);
    }

    /** What an adapter's answer is multiplied with. */
    public double scale() {
        return alpha / (rankStabilized ? Math.sqrt(rank) : rank);
    }

    /**
     * The targets in a family.
     *
     * @throws Problem of kind INVALID that names a target which no layer of the family has
     */
    public List<String> targetsIn(Family family) {
        if (targets.isEmpty()) {
            return switch (family) {
                case Bert bert -> List.of("query", "value");
                case DistilBert distilBert -> List.of("q_lin", "v_lin");
            };
        }
        List<String> known = family.layerNames().linear();
        for (String target : targets) {
            // "dense" alone would mean layers of the head too
            boolean adaptable = known.stream().anyMatch(name -> isAt(name, target)) && !target.equals("dense");
            if (!adaptable) {
                throw Problem.invalid(
                        "Impossible settings",
                        List.of(new Complaint("lora.targets", "'" + target + "' ends no name of " + known)));
            }
        }
        return targets;
    }

    /** The layers' linear parts that are adapted, in the order in which the program takes them. */
    List<String> adapted(Family family) {
        List<String> wanted = targetsIn(family);
        return family.layerNames().linear().stream()
                .filter(name -> wanted.stream().anyMatch(target -> isAt(name, target)))
                .toList();
    }

    private static boolean isAt(String name, String target) {
        return name.equals(target) || name.endsWith("." + target);
    }

    /** The adapters' tensors: for each layer and each of its adapted parts A {@code [rank, in]} and B {@code [out, rank]}. */
    List<Parameter> parameters(Family family) {
        List<Parameter> all = new ArrayList<>();
        for (int layer = 0; layer < family.layers(); layer++) {
            for (String part : adapted(family)) {
                String name = family.layerPrefix(layer) + part;
                long[] shape = weight(family, name).shape();
                all.add(new Parameter(name + A, Parameter.Origin.KAIMING, rank, Math.toIntExact(shape[1])));
                all.add(new Parameter(name + B, Parameter.Origin.ZEROS_DECAYING, Math.toIntExact(shape[0]), rank));
            }
        }
        return List.copyOf(all);
    }

    private static Parameter weight(Family family, String name) {
        return family.trunk().stream()
                .filter(parameter -> parameter.name().equals(name + ".weight"))
                .findFirst()
                .orElseThrow();
    }
}
