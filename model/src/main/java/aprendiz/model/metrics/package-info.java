/** How good a classifier is: counts of right and wrong answers, and the figures that are computed from them. */
package aprendiz.model.metrics;
