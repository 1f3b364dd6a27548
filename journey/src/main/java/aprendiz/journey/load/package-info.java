/** A load on a server: which texts, when they come, and what became of each. */
package aprendiz.journey.load;
