/** How well models did on a part that they never saw, beside each other, in figures and in pictures. Knows no framework. */
package aprendiz.training.evaluation;
