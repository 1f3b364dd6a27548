/** From texts to the numbers that a network takes. */
package aprendiz.transformers.text;
