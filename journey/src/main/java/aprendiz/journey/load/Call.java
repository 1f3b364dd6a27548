package aprendiz.journey.load;

/**
 * What became of one request.
 *
 * @param due when it was to be sent, in seconds since the load began; latency counts from here, so that a server that
 *     holds requests up is not spared the ones that would have come meanwhile
 * @param done when its answer was there
 * @param tokens of its text
 */
public record Call(double due, double done, int tokens, Answer answer) {

    public double seconds() {
        return done - due;
    }
}
