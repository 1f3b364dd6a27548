/** The services together, as a user meets them; and the architecture, as the compiled classes show it. */
package aprendiz.journey;
