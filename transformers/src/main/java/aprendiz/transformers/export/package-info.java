/**
 * Networks as files for serving: ONNX (fp32, dynamic int8) and TorchScript (fp32, bfloat16), written by this package
 * itself, compared with their originals before they appear, and run again.
 */
package aprendiz.transformers.export;
