package aprendiz.inference.huggingface;

/** More in one request than is taken; HTTP 413. */
final class TooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooLarge(String message) {
        super(message);
    }
}
