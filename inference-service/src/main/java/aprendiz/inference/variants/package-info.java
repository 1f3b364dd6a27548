/**
 * In which form a version is computed: {@link aprendiz.inference.variants.Picker} exports those that are allowed, measures
 * them on this machine and takes the fastest that is near enough to the original.
 */
package aprendiz.inference.variants;
