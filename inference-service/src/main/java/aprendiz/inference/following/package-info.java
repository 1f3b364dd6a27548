/** Learns that something changed in the registry: by its events, and by asking now and then. */
package aprendiz.inference.following;
