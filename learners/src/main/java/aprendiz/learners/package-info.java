/** Models that learn one example at a time and can be asked at any time. */
package aprendiz.learners;
