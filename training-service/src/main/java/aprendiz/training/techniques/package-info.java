/** Which techniques there are, and what their recipes may say, over HTTP. */
package aprendiz.training.techniques;
