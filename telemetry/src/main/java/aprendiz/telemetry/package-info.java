/** What the services tell of themselves: traces where somebody wants them, and logs as JSON. */
package aprendiz.telemetry;
