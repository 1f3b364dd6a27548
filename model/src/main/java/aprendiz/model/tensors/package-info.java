/**
 * Tensors on disk: {@link aprendiz.model.tensors.TensorSource} reads the weights of a checkpoint from safetensors, from
 * PyTorch's zip files and from ONNX exports, whole or in shards; safetensors, the format to prefer, are written too.
 *
 * <p>What is opened has been checked as a whole, and no code in it is ever run. What is refused is refused as a {@link
 * aprendiz.model.Problem} that names the file and the tensor.
 */
package aprendiz.model.tensors;
