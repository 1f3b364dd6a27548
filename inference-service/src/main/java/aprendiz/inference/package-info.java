/** Uses models: admits requests, batches them, predicts, and swaps versions while it answers. */
package aprendiz.inference;
