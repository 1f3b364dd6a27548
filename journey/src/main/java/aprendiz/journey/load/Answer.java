package aprendiz.journey.load;

/**
 * What a server said.
 *
 * @param status of HTTP; 0 if the connection broke
 * @param version that the server says has answered; may be empty
 * @param variant in which form it says that the version was computed; may be empty
 * @param body of the answer, or why there is none
 */
public record Answer(int status, String version, String variant, String body) {

    private static final int OK = 200;
    private static final int TOO_MANY = 429;

    /** False if there was none. */
    public boolean isAny() {
        return status != 0;
    }

    public boolean isGood() {
        return status == OK;
    }

    /** Told to come again later, which is no failure. */
    public boolean isRefusal() {
        return status == TOO_MANY;
    }

    public boolean isFailure() {
        return !isGood() && !isRefusal();
    }
}
