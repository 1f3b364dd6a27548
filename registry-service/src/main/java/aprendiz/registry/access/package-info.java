/** Who may read and write, by token; everybody may while no token is set. */
package aprendiz.registry.access;
