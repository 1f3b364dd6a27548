package aprendiz.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTest {

    private static final Path PROGRAMS = Path.of("target");

    @TempDir
    Path folder;

    private Postgres postgres(int port, Postgres.Durability durability) {
        return new Postgres(
                folder.resolve("postgres"),
                PROGRAMS,
                folder.resolve("postgres.log"),
                folder.resolve("postgres.pid"),
                new Part.Port(port, "TEST_PORT"),
                durability,
                List.of("rooms"));
    }

    @Test
    void keepsItsDataThroughStopAndKill() throws Exception {
        Postgres postgres = postgres(Ports.free(), Postgres.Durability.KEPT);
        try (Child child = postgres.start()) {
            assertThat(child.pid()).isPositive();
            execute(postgres, "create table guest(name text)");
            execute(postgres, "insert into guest values ('Ñandú')");
            assertThat(ask(postgres, "show fsync")).isEqualTo("on");
            assertThat(ask(postgres, "show data_checksums")).isEqualTo("on");
            assertThat(ask(postgres, "select current_user")).isEqualTo("rooms");
        }
        try (Child child = postgres.start()) {
            execute(postgres, "insert into guest values ('Abel')");
            ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();
            assertThat(child.awaitEnd()).isNotZero();
        }
        try (Child child = postgres.start()) {
            assertThat(child.pid()).isPositive();
            assertThat(ask(postgres, "select string_agg(upper(name), ',' order by name) from guest"))
                    .isEqualTo("ABEL,ÑANDÚ");
        }
    }

    @Test
    void stopsAServerThatOutlivedItsParent() throws Exception {
        Postgres postgres = postgres(Ports.free(), Postgres.Durability.FAST);
        Child forgotten = postgres.start();
        try (Child child = postgres.start()) {
            assertThat(child.pid()).isPositive();
            assertThat(ProcessHandle.of(forgotten.pid())
                            .map(ProcessHandle::isAlive)
                            .orElse(false))
                    .isFalse();
            assertThat(ask(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void goesOnOverALockWhoseNumberBelongsToAnotherProgram() throws Exception {
        Postgres postgres = postgres(Ports.free(), Postgres.Durability.FAST);
        postgres.start().close();
        Path lock = folder.resolve("postgres/data/postmaster.pid");
        Files.writeString(lock, ProcessHandle.current().pid() + "\n/elsewhere\n");
        postgres.start().close();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void letsNobodyInWithoutThePassword() throws Exception {
        Postgres postgres = postgres(Ports.free(), Postgres.Durability.FAST);
        try (Child child = postgres.start()) {
            assertThat(child.pid()).isPositive();
            assertThatThrownBy(() -> DriverManager.getConnection(url(postgres), "rooms", "guess")
                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
            assertThat(Files.getPosixFilePermissions(folder.resolve("postgres/password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void saysWhatItsLogSaysWhenItCannotStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> postgres(taken.getLocalPort(), Postgres.Durability.FAST)
                            .start())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("PostgreSQL ended while starting")
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void knowsTheArchiveOfEveryMachine() {
        assertThat(PostgresBinaries.archiveName("Linux", "amd64")).isEqualTo("/postgres-linux-x86_64.txz");
        assertThat(PostgresBinaries.archiveName("Linux", "aarch64")).isEqualTo("/postgres-linux-arm_64.txz");
        assertThat(PostgresBinaries.archiveName("Mac OS X", "aarch64")).isEqualTo("/postgres-darwin-arm_64.txz");
    }

    private static void execute(Postgres postgres, String sql) throws Exception {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(Postgres postgres, String sql) throws Exception {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(Postgres postgres) throws Exception {
        return DriverManager.getConnection(url(postgres), "rooms", postgres.password());
    }

    private static String url(Postgres postgres) {
        return Postgres.url(postgres.port().number(), "rooms");
    }
}
