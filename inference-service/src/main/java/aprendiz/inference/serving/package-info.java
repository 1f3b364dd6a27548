/**
 * The one way of a request: {@link aprendiz.inference.serving.Gate} admits it, a {@link
 * aprendiz.inference.serving.Batcher} computes it together with others on the {@link
 * aprendiz.inference.serving.Backend} of the version that {@link aprendiz.inference.serving.LiveModels} holds for it.
 */
package aprendiz.inference.serving;
