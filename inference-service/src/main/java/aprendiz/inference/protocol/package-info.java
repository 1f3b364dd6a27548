/** What the protocols share: how a request is read and refused, and which model it means. */
package aprendiz.inference.protocol;
