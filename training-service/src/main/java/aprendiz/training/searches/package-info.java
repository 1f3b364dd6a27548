/** Looks for settings: jobs that are done by the jobs which they make. */
package aprendiz.training.searches;
