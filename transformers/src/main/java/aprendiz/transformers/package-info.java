/** BERT in Java: tokenise, encode, classify. The only door to DJL. */
package aprendiz.transformers;
