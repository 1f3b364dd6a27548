/**
 * Tensors on disk: reads and writes safetensors files, the format in which checkpoints keep their weights.
 *
 * <p>The reader is stricter than the format's reference reader: what it opens has been checked as a whole, and what it
 * refuses it refuses as a {@link aprendiz.model.Problem} that names the file and the tensor.
 */
package aprendiz.model.tensors;
