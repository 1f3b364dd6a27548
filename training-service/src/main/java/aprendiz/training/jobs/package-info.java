/** Jobs as users meet them: submitted, listed, followed, cancelled. */
package aprendiz.training.jobs;
