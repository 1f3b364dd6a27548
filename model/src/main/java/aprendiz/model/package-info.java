/** What a model is on disk and on paper: names, kinds, lineage, manifest; the vocabulary of every other module. */
package aprendiz.model;
