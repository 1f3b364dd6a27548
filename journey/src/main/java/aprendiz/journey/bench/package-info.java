/** What this machine does in a second, beside what the project promises and what Python does in the same run. */
package aprendiz.journey.bench;
