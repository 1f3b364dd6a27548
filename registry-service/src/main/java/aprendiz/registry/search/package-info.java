/** Finds versions and repositories among many, page by page. */
package aprendiz.registry.search;
