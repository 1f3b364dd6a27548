package aprendiz.inference.openinference;

import aprendiz.inference.batching.Call;
import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How a call by gRPC begins: its caller's deadline is kept, and when it is cancelled, what still waits is dropped. */
final class GrpcCalls {

    private GrpcCalls() {}

    static Call begin(Call call) {
        Context context = Context.current();
        Deadline deadline = context.getDeadline();
        if (deadline != null) {
            call.hurry(Duration.ofNanos(Math.max(1, deadline.timeRemaining(TimeUnit.NANOSECONDS))));
        }
        context.addListener(ended -> call.leave(), Runnable::run);
        return call;
    }
}
