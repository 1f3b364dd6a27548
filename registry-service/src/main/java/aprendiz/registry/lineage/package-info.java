/** What versions came from, and what came from them. */
package aprendiz.registry.lineage;
