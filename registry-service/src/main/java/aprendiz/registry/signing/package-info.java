/** Signatures over the files of versions: made when a version is published, if there is a key, and later if asked. */
package aprendiz.registry.signing;
