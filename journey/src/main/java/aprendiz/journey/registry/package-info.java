/** The packaged registry as a process of its own, to be killed or measured. */
package aprendiz.journey.registry;
