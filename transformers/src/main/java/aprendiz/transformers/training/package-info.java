/** Fine-tuning: the loop, its optimiser and schedule, its saved state. */
package aprendiz.transformers.training;
