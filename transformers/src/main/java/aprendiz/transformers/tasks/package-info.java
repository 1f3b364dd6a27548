/**
 * From texts to answers, as the pipelines of Hugging Face's transformers 4.57.6 give them.
 *
 * <p>Each task cuts texts into tokens, has an {@link aprendiz.transformers.network.Engine} compute, and makes answers of
 * the numbers. {@link aprendiz.transformers.tasks.Tasks} opens whatever a checkpoint is for.
 */
package aprendiz.transformers.tasks;
