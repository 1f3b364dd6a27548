/**
 * What computes, shared by all who ask: a {@link aprendiz.inference.batching.Batcher} stands in an engine's place, admits
 * what can be answered in time, and puts the texts of many requests side by side.
 */
package aprendiz.inference.batching;
