/** What there is to learn: for each goal its lessons, its baselines and how its answers are measured. Knows no framework. */
package aprendiz.training.subjects;
