/** What the registry says to the other services. */
package aprendiz.registry.events;
