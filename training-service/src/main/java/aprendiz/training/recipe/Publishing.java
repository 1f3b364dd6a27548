package aprendiz.training.recipe;

import aprendiz.model.ModelName;

/**
 * Where the result goes.
 *
 * @param name the model that gets the new version
 * @param alias what points to it once the gate is passed; null for none
 */
public record Publishing(ModelName name, String alias) {
    public static final String DEFAULT_ALIAS = "champion";
}
