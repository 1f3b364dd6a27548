package aprendiz.inference.openinference;

import aprendiz.inference.TooLarge;
import aprendiz.model.Problem;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jboss.logging.Logger;

/** What went wrong, in gRPC's words. When it may be tried again stands in the trailer {@code retry-after}, in seconds. */
final class GrpcErrors {

    private static final Logger LOG = Logger.getLogger(GrpcErrors.class);
    private static final Metadata.Key<String> RETRY_AFTER =
            Metadata.Key.of("retry-after", Metadata.ASCII_STRING_MARSHALLER);

    private GrpcErrors() {}

    static Throwable of(Throwable failure) {
        return switch (failure) {
            case Problem problem -> of(problem);
            case TooLarge reason ->
                Status.INVALID_ARGUMENT.withDescription(reason.getMessage()).asRuntimeException();
            default -> {
                LOG.error("a call could not be answered", failure);
                yield Status.INTERNAL
                        .withDescription("the service failed; its log says why")
                        .asRuntimeException();
            }
        };
    }

    private static StatusRuntimeException of(Problem problem) {
        Status status = switch (problem.kind()) {
            case INVALID -> Status.INVALID_ARGUMENT;
            case NOT_FOUND -> Status.NOT_FOUND;
            case CONFLICT, REFUSED -> Status.FAILED_PRECONDITION;
            case BUSY -> Status.RESOURCE_EXHAUSTED;
            case INTERNAL -> Status.INTERNAL;
            case UNAVAILABLE -> Status.UNAVAILABLE;
        };
        Metadata trailers = new Metadata();
        if (problem.kind() == Problem.Kind.BUSY || problem.kind() == Problem.Kind.UNAVAILABLE) {
            trailers.put(RETRY_AFTER, Long.toString(problem.retryAfterSeconds()));
        }
        return status.withDescription(problem.getMessage()).asRuntimeException(trailers);
    }

    /** What a failure says, in a few words and what was wrong. */
    static String message(Throwable failure) {
        return failure instanceof StatusRuntimeException known
                ? known.getStatus().getDescription()
                : failure.getMessage();
    }
}
