package aprendiz.inference.feedback;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The key that signs the names of predictions: made by whoever needs it first, the same for all replicas for ever. */
@Singleton
class SigningKey {

    private static final int BYTES = 32;

    private final AgroalDataSource database;
    private volatile byte[] key;

    SigningKey(AgroalDataSource database) {
        this.database = database;
    }

    /** @throws SQLException while the database is away and it was not read before */
    byte[] bytes() throws SQLException {
        byte[] known = key;
        if (known == null) {
            known = read();
            key = known;
        }
        return known.clone();
    }

    private byte[] read() throws SQLException {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into signing_key (only_one, value) values (true, ?) on conflict do nothing");
                Statement select = connection.createStatement()) {
            insert.setBytes(1, fresh);
            insert.executeUpdate();
            try (ResultSet row = select.executeQuery("select value from signing_key")) {
                row.next();
                return row.getBytes(1);
            }
        }
    }
}
