/** The first base model needs no hub: all-MiniLM-L6-v2, read back out of its ONNX export. */
package aprendiz.transformers.minilm;
