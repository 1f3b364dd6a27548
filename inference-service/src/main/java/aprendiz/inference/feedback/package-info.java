/**
 * What inference tells those who learn: which answers it gave, on {@code aprendiz.inference.predictions}, and what users
 * say of them, on {@code aprendiz.inference.feedback}.
 */
package aprendiz.inference.feedback;
