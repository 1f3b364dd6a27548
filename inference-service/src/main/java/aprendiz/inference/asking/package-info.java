/**
 * The one path of every protocol: what a request asks is a {@link aprendiz.inference.asking.Query}, and {@link
 * aprendiz.inference.asking.Inference} answers it. Protocols read and write; nothing else.
 */
package aprendiz.inference.asking;
