/**
 * A model as a folder of files in Hugging Face layout: its configuration, its card, its manifest, and whether the
 * files are still the ones that the manifest names.
 */
package aprendiz.model.checkpoint;
