/** What the inference service does in a second, beside its own engine and beside other servers in the same run. */
package aprendiz.journey.inference;
