/** Makes: jobs, techniques, evaluation, publishing. Here: what all of the service's features stand on. */
package aprendiz.training;
