package aprendiz.registry;

import aprendiz.local.TestInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The registry's tables, changed and read behind its back. */
public final class Rows {

    /** @return how many rows changed */
    public static int change(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The first column. */
    public static List<String> read(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** As if it had been put, and last asked for, long ago. */
    public static void age(aprendiz.model.Digest blob) {
        change("update blob set seen_at = now() - interval '8 days' where sha256 = ?", blob.hex());
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                TestInfrastructure.databaseUrl() + "?currentSchema=registry",
                TestInfrastructure.databaseUser(),
                TestInfrastructure.databasePassword());
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private Rows() {}
}
