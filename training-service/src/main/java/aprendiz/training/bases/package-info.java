/** Base models that come without a hub. */
package aprendiz.training.bases;
