package aprendiz.transformers.training;

import java.util.List;

/**
 * What a head swap did to the tensors.
 *
 * @param loaded names of those that came from the base
 * @param made names of those that are new
 * @param dropped names of those of the base that went unused
 * @param trained how many numbers the training changes
 * @param frozen how many it leaves alone
 */
public record TensorReport(List<String> loaded, List<String> made, List<String> dropped, long trained, long frozen) {
    public TensorReport {
        loaded = List.copyOf(loaded);
        made = List.copyOf(made);
        dropped = List.copyOf(dropped);
    }
}
