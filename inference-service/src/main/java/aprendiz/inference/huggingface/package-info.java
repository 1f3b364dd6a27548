/** Text classification in the JSON of the Hugging Face inference API. */
package aprendiz.inference.huggingface;
