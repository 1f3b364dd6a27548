/** What a user asks for: a recipe, read strictly, all complaints at once. Knows no framework. */
package aprendiz.training.recipe;
