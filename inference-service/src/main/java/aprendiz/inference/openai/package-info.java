/** OpenAI's embeddings and list of models. */
package aprendiz.inference.openai;
