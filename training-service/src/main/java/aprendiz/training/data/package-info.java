/** Labelled texts out of a data set's files, read strictly and parted reproducibly. Knows no framework. */
package aprendiz.training.data;
