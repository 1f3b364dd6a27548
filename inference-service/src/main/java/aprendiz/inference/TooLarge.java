package aprendiz.inference;

/** More in one request than is taken; HTTP 413. */
public final class TooLarge extends RuntimeException {

    public static final int STATUS = 413;

    private static final long serialVersionUID = 1L;

    public TooLarge(String message) {
        super(message);
    }
}
