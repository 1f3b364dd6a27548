/** What people and pipelines type. */
package aprendiz.cli;
