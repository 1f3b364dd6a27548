/** The routes of Text Embeddings Inference: vectors, labels and ranks of texts, and their tokens. */
package aprendiz.inference.tei;
