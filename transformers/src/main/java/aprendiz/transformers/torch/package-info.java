/**
 * The one door to PyTorch: the engine, programs written as TorchScript text, and tensors under names.
 *
 * <p>DJL's training layer is not used: its blocks are not BERT's, its optimisers differ from PyTorch's and its gradient
 * collector is one per process. What is used is libtorch itself, through programs that this module writes.
 */
package aprendiz.transformers.torch;
