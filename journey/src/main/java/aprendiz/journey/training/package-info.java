/** What jobs on real data sets come to. */
package aprendiz.journey.training;
