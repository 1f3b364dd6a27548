/** Movable names for versions: moved by compare-and-set, behind gates, with a history. */
package aprendiz.registry.aliases;
