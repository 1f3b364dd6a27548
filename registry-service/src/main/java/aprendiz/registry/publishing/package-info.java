/** From uploaded blobs to a version: everything is checked, and every reason to refuse is said at once. */
package aprendiz.registry.publishing;
