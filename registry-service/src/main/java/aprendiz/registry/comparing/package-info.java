/** How two versions differ, and which is better. */
package aprendiz.registry.comparing;
