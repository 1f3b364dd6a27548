package aprendiz.training.recipe;

/** What is set where a recipe says nothing. */
record Usual(int epochs, double learningRate) {

    /** For a training by labels. */
    static final Usual WHOLE = new Usual(4, 5e-5);

    /** For pairs of few texts: what SetFit takes. */
    static final Usual FEW_SHOT = new Usual(1, 2e-5);
}
