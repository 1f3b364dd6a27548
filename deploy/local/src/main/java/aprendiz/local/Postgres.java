package aprendiz.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL server on loopback whose data stay in a folder.
 *
 * <p>The folder holds {@code data/} (the cluster), {@code password} (mode 0600, of both the owner {@code postgres} and the users made by {@link
 * #create}) and {@code postgres.log}. Starting over a folder whose server was killed recovers it; a server that outlived its parent is stopped first.
 */
public final class Postgres implements AutoCloseable {

    /** Whether a commit waits for the disk. */
    public enum Durability {
        /** Survives a power cut. */
        KEPT,
        /** For tests: survives only what the operating system survives. */
        FAST
    }

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final String OWNER = "postgres";

    private final Child child;
    private final int port;
    private final String password;

    private Postgres(Child child, int port, String password) {
        this.child = child;
        this.port = port;
        this.password = password;
    }

    /**
     * Returns when the server answers.
     *
     * @param folder what it keeps; made when missing
     * @param programs where PostgreSQL's programs are unpacked to, which several servers may share
     */
    public static Postgres start(Path folder, Path programs, int port, Durability durability)
            throws IOException, InterruptedException {
        Path home = PostgresBinaries.unpackedUnder(programs.toAbsolutePath());
        Path place = Files.createDirectories(folder.toAbsolutePath());
        Leash leash = Leash.unprivileged();
        String password = password(place.resolve("password"));
        Path data = place.resolve("data");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(home, place, data, leash);
        }
        leash.own(data);
        endLeftover(data);
        Child child = Child.start(
                leash.tie("INT", command(home, data, port, durability)), Map.of(), place.resolve("postgres.log"));
        Postgres postgres = new Postgres(child, port, password);
        postgres.awaitReady();
        return postgres;
    }

    public long pid() {
        return child.pid();
    }

    public boolean alive() {
        return child.alive();
    }

    public int port() {
        return port;
    }

    public String password() {
        return password;
    }

    public String url(String database) {
        return "jdbc:postgresql://" + Ports.LOOPBACK + ":" + port + "/" + database;
    }

    /** Makes a user and a database of the same name that belongs to it, with {@link #password()}; what exists stays. */
    public void create(String name) throws SQLException {
        create(url(OWNER), password, name);
    }

    static void create(String ownerUrl, String password, String name) throws SQLException {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a plain lower-case database name: " + name);
        }
        try (Connection connection = DriverManager.getConnection(ownerUrl, OWNER, password);
                Statement statement = connection.createStatement()) {
            if (isEmpty(statement, "select 1 from pg_roles where rolname = '" + name + "'")) {
                statement.execute("create role " + name + " login");
            }
            statement.execute("alter role " + name + " password '" + password + "'");
            if (isEmpty(statement, "select 1 from pg_database where datname = '" + name + "'")) {
                statement.execute("create database " + name + " owner " + name);
            }
        }
    }

    /** Rolls open transactions back, writes everything down and ends. */
    @Override
    public void close() {
        child.stop("INT", STOP);
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try (Connection connection = DriverManager.getConnection(url(OWNER), OWNER, password)) {
                return;
            } catch (SQLException notYet) {
                if (!child.alive()) {
                    throw new IOException("PostgreSQL ended while starting on port " + port + ":\n"
                            + child.log().tail(12));
                }
                if (System.nanoTime() > deadline) {
                    close();
                    throw new IOException(
                            "PostgreSQL does not answer on port " + port + ": " + notYet.getMessage(), notYet);
                }
                Thread.sleep(50);
            }
        }
    }

    private static List<String> command(Path home, Path data, int port, Durability durability) {
        String kept = durability == Durability.KEPT ? "on" : "off";
        return List.of(
                home.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=" + Ports.LOOPBACK,
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=" + kept,
                "-c",
                "synchronous_commit=" + kept,
                "-c",
                "full_page_writes=" + kept,
                "-c",
                "max_connections=120",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "logging_collector=off",
                "-c",
                "log_timezone=UTC",
                "-c",
                "log_checkpoints=off");
    }

    private static void initialise(Path home, Path place, Path data, Leash leash)
            throws IOException, InterruptedException {
        Folders.delete(data);
        Files.createDirectories(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        leash.own(data);
        Path log = place.resolve("initdb.log");
        Path secret = place.resolve("password.initdb");
        Files.deleteIfExists(secret);
        Files.copy(place.resolve("password"), secret, StandardCopyOption.COPY_ATTRIBUTES);
        leash.own(secret);
        try {
            Process initdb = new ProcessBuilder(leash.tie(
                            "TERM",
                            List.of(
                                    home.resolve("bin/initdb").toString(),
                                    "--pgdata=" + data,
                                    "--username=" + OWNER,
                                    "--auth=scram-sha-256",
                                    "--pwfile=" + secret,
                                    "--encoding=UTF8",
                                    "--locale=C",
                                    "--locale-provider=builtin",
                                    "--builtin-locale=C.UTF-8",
                                    "--data-checksums",
                                    "--no-instructions")))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (initdb.waitFor() != 0) {
                Folders.delete(data);
                throw new IOException("PostgreSQL cannot make its data folder " + data + ":\n" + Files.readString(log));
            }
        } finally {
            Files.delete(secret);
        }
        Files.delete(log);
    }

    /** Stops a server that outlived a killed parent; removes the lock of one that is dead. */
    private static void endLeftover(Path data) throws IOException {
        Path lock = data.resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        String pid = Files.readAllLines(lock).stream().findFirst().orElse("").strip();
        ProcessHandle leftover =
                pid.matches("\\d{1,9}") ? ProcessHandle.of(Long.parseLong(pid)).orElse(null) : null;
        boolean ours = leftover != null
                && leftover.info()
                        .command()
                        .map(command -> command.endsWith("/postgres"))
                        .orElse(false);
        if (ours) {
            Child.stop(leftover, "INT", STOP);
        }
        Files.deleteIfExists(lock);
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] secret = new byte[24];
            new SecureRandom().nextBytes(secret);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(secret) + "\n");
        }
        return Files.readString(file).strip();
    }

    private static boolean isEmpty(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }
}
