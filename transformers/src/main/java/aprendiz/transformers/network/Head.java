package aprendiz.transformers.network;

import java.util.List;

/** What a network makes of the trunk's vectors. */
public sealed interface Head permits Classification, Embedding {

    /** The head's own tensors, in the order in which the program takes them. */
    List<Parameter> parameters(Family family);

    /** How many numbers come out for a text. */
    int width(Family family);

    /**
     * TorchScript with a method
     * {@code head(x: [batch, length, hidden]; mask: int64 [batch, length]; w; train) -> [batch, width]}.
     */
    String program(Family family);
}
