/**
 * Networks: a family's trunk and a head, as lists of parameters and as the program that computes them.
 *
 * <p>A new family or head is a new record here; nothing else knows their insides.
 */
package aprendiz.transformers.network;
