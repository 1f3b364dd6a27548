/** What may go and what must stay: deleted versions, holds, sweeping, and reading the bytes again. */
package aprendiz.registry.retention;
