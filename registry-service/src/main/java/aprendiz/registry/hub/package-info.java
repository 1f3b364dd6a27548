/** The Hugging Face Hub's reading routes, to the header, so that its clients load from here unchanged. */
package aprendiz.registry.hub;
