/** Repositories, their immutable versions, the aliases that move between them, and where each came from. */
package aprendiz.registry.catalog;
