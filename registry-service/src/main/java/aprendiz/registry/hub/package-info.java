/** The Hugging Face Hub's routes, to the header, so that its clients read from here and write to here unchanged. */
package aprendiz.registry.hub;
