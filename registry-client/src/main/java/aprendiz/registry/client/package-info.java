/** Typed Java client of the registry; for the services, the command line and for users. */
package aprendiz.registry.client;
