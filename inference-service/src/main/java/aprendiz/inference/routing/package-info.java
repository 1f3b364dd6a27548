/**
 * Which version answers, where a model has several that may: shares of its requests for challengers, and shadows that are
 * asked too, only to be compared. A challenger that does worse than allowed gives its share back by itself.
 */
package aprendiz.inference.routing;
