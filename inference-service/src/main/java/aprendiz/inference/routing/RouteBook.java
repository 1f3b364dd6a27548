package aprendiz.inference.routing;

import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps routes in PostgreSQL, for all replicas and over restarts. */
@Singleton
class RouteBook {

    private final AgroalDataSource database;

    RouteBook(AgroalDataSource database) {
        this.database = database;
    }

    /** @param changed differs whenever the entry does */
    record Entry(Route route, LiveRoute.Returned returned, Instant changed) {}

    /** @throws Problem of kind UNAVAILABLE while the database is away */
    Map<ModelName, Entry> entries() {
        Map<ModelName, Entry> entries = new LinkedHashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select model, route, returned_at, returned_because, changed_at from route order by model");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Timestamp returned = row.getTimestamp(3);
                entries.put(
                        ModelName.of(row.getString(1)),
                        new Entry(
                                Json.parse(row.getString(2).getBytes(StandardCharsets.UTF_8), "route", Route.class),
                                returned == null
                                        ? null
                                        : new LiveRoute.Returned(returned.toInstant(), row.getString(4)),
                                row.getTimestamp(5).toInstant()));
            }
        } catch (SQLException e) {
            throw away(e);
        }
        return entries;
    }

    void put(ModelName model, Route route) {
        change("""
                insert into route (model, route) values (?, ?) on conflict (model) do update
                set route = excluded.route, returned_at = null, returned_because = null, changed_at = clock_timestamp()
                """, model.toString(), json(route));
    }

    /** The champion answers everything again; the first reason stands. */
    void giveBack(ModelName model, String because) {
        change("""
                update route set returned_at = now(), returned_because = ?, changed_at = clock_timestamp()
                where model = ? and returned_at is null
                """, because, model.toString());
    }

    /** @return false if there was none */
    boolean remove(ModelName model) {
        return change("delete from route where model = ?", model.toString()) == 1;
    }

    private int change(String sql, String... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw away(e);
        }
    }

    private static String json(Route route) {
        try {
            return Json.MAPPER.writeValueAsString(route);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Problem away(SQLException e) {
        return Problem.unavailable("Database away", "routes cannot be read or changed now", e);
    }
}
