/** Bytes by the name of their SHA-256. */
package aprendiz.registry.blobs;
