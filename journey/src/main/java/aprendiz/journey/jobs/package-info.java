/** What it costs to run a training as a job. */
package aprendiz.journey.jobs;
