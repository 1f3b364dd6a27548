package aprendiz.transformers.training;

import java.util.List;

/** What a head swap did to the tensors: loaded from the base, newly made, dropped; and which of them are trained. */
public record TensorReport(List<String> loaded, List<String> made, List<String> dropped, long trained, long frozen) {}
