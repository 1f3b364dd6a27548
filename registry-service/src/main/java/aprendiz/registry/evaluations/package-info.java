/** What versions measured, attached at any time, and how two versions differ. */
package aprendiz.registry.evaluations;
