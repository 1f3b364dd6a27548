/** The events that the services exchange, and their topics. */
package aprendiz.messages;
