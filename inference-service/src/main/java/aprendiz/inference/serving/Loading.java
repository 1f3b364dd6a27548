package aprendiz.inference.serving;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Loads one thing at a time, since loading takes more memory than having loaded, each on a platform thread. */
final class Loading {

    private final Semaphore one = new Semaphore(1);

    <T> T load(String name, Supplier<T> work) {
        one.acquireUninterruptibly();
        try {
            CompletableFuture<T> loaded = new CompletableFuture<>();
            Thread.ofPlatform().daemon().name(name).start(() -> {
                try {
                    loaded.complete(work.get());
                } catch (RuntimeException | Error e) {
                    loaded.completeExceptionally(e);
                }
            });
            return loaded.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        } finally {
            one.release();
        }
    }
}
