/**
 * Signatures over the files of a version, as OpenSSF model signing writes them: an in-toto statement that lists the files,
 * in a DSSE envelope, in a Sigstore bundle. What is signed here the {@code model_signing} tools verify, and the other way
 * round.
 */
package aprendiz.model.signing;
