/** Keeps: models, data sets and their versions, lineage, aliases and files. */
package aprendiz.registry;
