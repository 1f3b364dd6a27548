/** Events leave with the transaction that caused them, and are acted on once. */
package aprendiz.outbox;
