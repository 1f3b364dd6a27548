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
 * <p>The folder holds {@code data/} (the cluster) and {@code password} (mode 0600, of the owner {@code postgres} and of every database's user). Starting
 * over a folder whose server was killed recovers it; a server that outlived its parent is stopped first.
 *
 * @param programs where PostgreSQL's programs are unpacked to, which several servers may share
 * @param databases made at the start when missing, each with a user of the same name that owns it
 */
record Postgres(
        Path folder, Path programs, Path log, Path pidFile, Port port, Durability durability, List<String> databases)
        implements Part {

    /** Whether a commit waits for the disk. */
    enum Durability {
        /** Survives a power cut. */
        KEPT,
        /** For tests: survives only what the operating system survives. */
        FAST
    }

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String OWNER = "postgres";

    Postgres {
        folder = folder.toAbsolutePath();
        programs = programs.toAbsolutePath();
        databases = List.copyOf(databases);
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public List<Port> ports() {
        return List.of(port);
    }

    @Override
    public Child start() throws IOException, InterruptedException {
        Path home = PostgresBinaries.unpackedUnder(programs);
        Path data = Files.createDirectories(folder).resolve("data");
        String password = password();
        Leash leash = Leash.unprivileged();
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(home, data, leash);
        }
        leash.own(data);
        endLeftover(data);
        Child child = Child.start(leash, Child.Signal.INT, command(home, data), Map.of(), log, pidFile);
        child.awaitReady("PostgreSQL", PATIENCE, () -> {
            try {
                for (String database : databases) {
                    create(url(port.number(), OWNER), password, database);
                }
                return true;
            } catch (SQLException notYet) {
                return false;
            }
        });
        return child;
    }

    /** The password of every user; made with the first start. */
    String password() throws IOException {
        Path file = folder.resolve("password");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            byte[] secret = new byte[24];
            new SecureRandom().nextBytes(secret);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(secret) + "\n");
        }
        return Files.readString(file).strip();
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://" + Ports.LOOPBACK + ":" + port + "/" + database;
    }

    /** Makes a user and a database of the same name that belongs to it; what exists stays. */
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

    private List<String> command(Path home, Path data) {
        String kept = durability == Durability.KEPT ? "on" : "off";
        return List.of(
                home.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                String.valueOf(port.number()),
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

    private void initialise(Path home, Path data, Leash leash) throws IOException, InterruptedException {
        Folders.delete(data);
        Files.createDirectories(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        leash.own(data);
        Path output = folder.resolve("initdb.log");
        Path secret = folder.resolve("password.initdb");
        Files.deleteIfExists(secret);
        Files.copy(folder.resolve("password"), secret, StandardCopyOption.COPY_ATTRIBUTES);
        leash.own(secret);
        try {
            Process initdb = new ProcessBuilder(leash.tie(
                            Child.Signal.TERM,
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
                    .redirectOutput(output.toFile())
                    .start();
            if (initdb.waitFor() != 0) {
                Folders.delete(data);
                throw new IOException(
                        "PostgreSQL cannot make its data folder " + data + ":\n" + Files.readString(output));
            }
        } finally {
            Files.delete(secret);
        }
        Files.delete(output);
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
            Child.stop(leftover, Child.Signal.INT);
        }
        Files.deleteIfExists(lock);
    }

    private static boolean isEmpty(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }
}
