/** What the registry says of models and data sets over HTTP; shared by the registry, its client and its users. */
package aprendiz.model.catalog;
