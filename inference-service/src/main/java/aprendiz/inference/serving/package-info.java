/**
 * Which versions are there to be asked: {@link aprendiz.inference.serving.LiveModels} fetches, loads and swaps them, whole
 * and without dropping a request.
 */
package aprendiz.inference.serving;
