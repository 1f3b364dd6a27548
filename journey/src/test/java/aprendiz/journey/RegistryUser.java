package aprendiz.journey;

import aprendiz.model.Digest;
import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasMove;
import aprendiz.model.catalog.AliasWish;
import aprendiz.model.catalog.Repository;
import aprendiz.model.catalog.Sweep;
import aprendiz.model.catalog.Version;
import aprendiz.registry.client.RegistryClient;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Somebody who works with a registry that keeps going away, and remembers what it acknowledged. */
sealed interface RegistryUser {

    String ALIAS = "champion";

    /** Works until it is done, and brings what was begun to its end. */
    void work(AtomicBoolean done);

    /** Whether what it did proves something. */
    boolean hasDoneEnough();

    /** What the registry said it has published for this user. */
    default List<Version> published() {
        return List.of();
    }

    /** The moves of this user's that the registry acknowledged. */
    default List<AliasMove> moved(ModelName model) {
        return List.of();
    }

    /** Publishes one version after the other: a small file, a larger one, and one that every version shares. */
    record Publisher(RegistryClient client, ModelName model, Path folder, List<Version> published)
            implements RegistryUser {

        private static final int LARGE = 2 << 20;

        Publisher(RegistryClient client, ModelName model, Path folder) {
            this(client, model, folder, new CopyOnWriteArrayList<>());
        }

        @Override
        public boolean hasDoneEnough() {
            return published.size() > 2;
        }

        @Override
        public void work(AtomicBoolean done) {
            for (int number = 1; !done.get(); number++) {
                write(number);
                publish(number);
            }
        }

        /** Again and again, also when a sweep took what was uploaded before the version came to need it. */
        private void publish(int number) {
            while (true) {
                try {
                    published.add(
                            client.publish(RepositoryType.MODEL, model, folder, "number " + number, "key-" + number));
                    return;
                } catch (Problem e) {
                    if (e.kind() != Problem.Kind.UNAVAILABLE && !e.getMessage().contains("its blob is not here")) {
                        throw e;
                    }
                }
            }
        }

        private void write(int number) {
            try {
                Files.createDirectories(folder);
                byte[] bytes = new byte[LARGE];
                new Random(31L * number + model.hashCode()).nextBytes(bytes);
                Files.write(folder.resolve("large.dat"), bytes);
                Files.writeString(folder.resolve("shared.txt"), "the same in every version\n");
                SampleModel.write(folder, number);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Moves the alias to any version, against another mover of the same alias. */
    record Mover(RegistryClient client, ModelName model, String name, Random random, List<AliasMove> moves)
            implements RegistryUser {

        Mover(RegistryClient client, ModelName model, String name, Random random) {
            this(client, model, name, random, new CopyOnWriteArrayList<>());
        }

        @Override
        public boolean hasDoneEnough() {
            return moves.size() > 2;
        }

        @Override
        public List<AliasMove> moved(ModelName of) {
            return of.equals(model) ? moves : List.of();
        }

        @Override
        public void work(AtomicBoolean done) {
            for (int number = 1; !done.get(); number++) {
                try {
                    move(number, done);
                } catch (Problem e) {
                    boolean expected = e.kind() == Problem.Kind.UNAVAILABLE
                            || e.kind() == Problem.Kind.NOT_FOUND
                            || e.kind() == Problem.Kind.CONFLICT;
                    if (!expected) {
                        throw e;
                    }
                }
            }
        }

        /** Repeats the same wish until it is answered: the move, or that somebody else was faster. */
        private void move(int number, AtomicBoolean done) {
            Repository repository = client.repository(RepositoryType.MODEL, model);
            int held = repository.aliases().getOrDefault(ALIAS, 0);
            int version = 1 + random.nextInt(repository.latest());
            if (version == held) {
                return;
            }
            AliasWish wish = new AliasWish(version, held, name, name + "'s wish " + number);
            while (true) {
                try {
                    moves.add(client.moveAlias(model, ALIAS, wish));
                    return;
                } catch (Problem e) {
                    if (e.kind() != Problem.Kind.UNAVAILABLE || done.get()) {
                        throw e;
                    }
                }
            }
        }
    }

    /** Publishes one version after the other, deletes each, and restores every other one while a sweep lets it. */
    record Gardener(RegistryClient client, ModelName model, Path folder, Map<Integer, Boolean> alive)
            implements RegistryUser {

        Gardener(RegistryClient client, ModelName model, Path folder) {
            this(client, model, folder, new ConcurrentSkipListMap<>());
        }

        @Override
        public boolean hasDoneEnough() {
            return alive.size() > 4;
        }

        @Override
        public void work(AtomicBoolean done) {
            for (int n = 1; !done.get(); n++) {
                String word = "number " + n;
                write(word);
                Version version = patiently(
                        () -> client.publish(RepositoryType.MODEL, model, folder, word, "key of " + word),
                        "is not here");
                int number = version.number();
                patiently(
                        () -> client.retention().delete(RepositoryType.MODEL, model, number, "gardener", word, false),
                        "was deleted");
                alive.put(number, false);
                if (n % 2 == 0) {
                    Version restored = patiently(
                            () -> client.retention().restore(RepositoryType.MODEL, model, number, "gardener"),
                            "were swept away");
                    alive.put(number, restored != null);
                }
            }
        }

        private void write(String word) {
            try {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve("word.txt"), word);
                SampleModel.write(folder, 1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /**
         * Asks again until it is answered.
         *
         * @param settled what a refusal says that is an answer too, or for publishing a reason to ask again
         * @return null for such a refusal
         */
        private static <T> T patiently(Supplier<T> wish, String settled) {
            while (true) {
                try {
                    return wish.get();
                } catch (Problem e) {
                    boolean isSettled = e.getMessage().contains(settled);
                    if (isSettled && e.kind() != Problem.Kind.INVALID) {
                        return null;
                    }
                    if (!isSettled && e.kind() != Problem.Kind.UNAVAILABLE) {
                        throw e;
                    }
                }
            }
        }
    }

    /** Sweeps all the time, and leaves blobs behind that nobody publishes. */
    record Sweeper(URI registry, AtomicLong swept) implements RegistryUser {

        Sweeper(URI registry) {
            this(registry, new AtomicLong());
        }

        @Override
        public boolean hasDoneEnough() {
            return swept.get() > 2;
        }

        @Override
        public void work(AtomicBoolean done) {
            try (HttpClient http = HttpClient.newHttpClient()) {
                for (int number = 0; !done.get(); number++) {
                    byte[] litter = ("litter " + number).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    send(
                            http,
                            request("/v1/blobs/" + Digest.of(litter))
                                    .PUT(HttpRequest.BodyPublishers.ofByteArray(litter)));
                    String answer = send(
                            http,
                            request("/v1/retention/sweep?dryRun=false").POST(HttpRequest.BodyPublishers.noBody()));
                    swept.addAndGet(blobs(answer));
                    send(http, request("/v1/retention/scrub?bytes=1000000").POST(HttpRequest.BodyPublishers.noBody()));
                    Thread.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(registry.resolve(path)).timeout(Duration.ofSeconds(20));
        }

        /** How many blobs the answer says went; none if it is no report. */
        private static long blobs(String answer) {
            try {
                return Json.MAPPER.readValue(answer, Sweep.class).blobs();
            } catch (JsonProcessingException e) {
                return 0;
            }
        }

        private static String send(HttpClient http, HttpRequest.Builder request) throws InterruptedException {
            try {
                return http.send(request.build(), BodyHandlers.ofString()).body();
            } catch (IOException killed) {
                Thread.sleep(100);
                return "";
            }
        }
    }
}
