/** The health routes of the Open Inference Protocol, version 2. */
package aprendiz.inference.openinference;
