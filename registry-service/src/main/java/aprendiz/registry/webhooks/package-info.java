/** Who is told over HTTP what happens: every event at least once, signed, from a queue that survives restarts. */
package aprendiz.registry.webhooks;
