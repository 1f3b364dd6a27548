package aprendiz.messages;

/** The topics, each with the services that may write to it. */
public final class Topic {

    /** Key: job. A job waits for a worker. Written by the training API. */
    public static final String TRAINING_REQUESTS = "aprendiz.training.requests";
    /** Key: job. What becomes of jobs. Written by the training workers. */
    public static final String TRAINING_EVENTS = "aprendiz.training.events";
    /** Key: model. Version published, alias moved. Written by the registry. */
    public static final String REGISTRY_EVENTS = "aprendiz.registry.events";

    /** Key: model. Answers, or some of them. Written by inference. */
    public static final String INFERENCE_PREDICTIONS = "aprendiz.inference.predictions";
    /** Key: model. True labels and rewards. Written by inference. */
    public static final String INFERENCE_FEEDBACK = "aprendiz.inference.feedback";

    private Topic() {}
}
