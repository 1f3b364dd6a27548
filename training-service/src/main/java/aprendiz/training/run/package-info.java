/**
 * What happens inside a job's own process: fetch, train, measure, write the version. Knows no framework; hears from
 * the worker through {@code job.json} and speaks to it through {@code progress.jsonl} in the job's folder.
 */
package aprendiz.training.run;
