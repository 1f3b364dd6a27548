package aprendiz.registry.aliases;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.catalog.AliasGates;
import aprendiz.model.catalog.AliasMove;
import aprendiz.model.catalog.AliasRefusal;
import aprendiz.model.catalog.AliasWish;
import aprendiz.registry.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The aliases of a model over HTTP. */
@Path("/v1/models/{ns}/{name}/aliases/{alias}")
@Tag(name = "Aliases")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AliasResource {

    /** Why an alias goes back; both may be left out. */
    public record Rollback(String by, String reason) {}

    private final Aliases aliases;
    private final Gates gates;
    private final Caller caller;

    AliasResource(Aliases aliases, Gates gates, Caller caller) {
        this.aliases = aliases;
        this.gates = gates;
        this.caller = caller;
    }

    @PUT
    @Operation(
            summary = "Move an alias",
            description =
                    "409 says who holds it if it does not hold what was expected; 422 says which gates it did not pass.")
    public AliasMove move(String ns, String name, String alias, AliasWish wish) {
        if (wish == null) {
            throw Problem.invalid("Nothing to do", "the request has no body: say version, expected, by and reason");
        }
        AliasWish signed = new AliasWish(wish.version(), wish.expected(), caller.or(wish.by()), wish.reason());
        return aliases.move(new ModelName(ns, name), alias, signed).orThrow();
    }

    @POST
    @Path("/rollback")
    @Operation(summary = "Move an alias back to the version that it held before its last move")
    public AliasMove rollback(String ns, String name, String alias, Rollback why) {
        Rollback said = why == null ? new Rollback(null, null) : why;
        return aliases.rollback(new ModelName(ns, name), alias, caller.or(said.by()), said.reason());
    }

    @GET
    @Path("/history")
    @Operation(summary = "The moves of an alias, the newest first")
    public List<AliasMove> history(String ns, String name, String alias) {
        return aliases.history(new ModelName(ns, name), alias);
    }

    @GET
    @Path("/refusals")
    @Operation(summary = "The moves that the gates of an alias refused, the newest first")
    public List<AliasRefusal> refusals(String ns, String name, String alias) {
        return aliases.refusals(new ModelName(ns, name), alias);
    }

    @GET
    @Path("/at")
    @Operation(
            summary = "What an alias held at a moment, since when, and why",
            description = "time is a date (2026-11-22, its end in UTC) or a moment (2026-11-22T10:00:00Z).")
    public AliasMove at(String ns, String name, String alias, @QueryParam("time") String time) {
        return aliases.at(new ModelName(ns, name), alias, moment(time));
    }

    @PUT
    @Path("/gates")
    @Operation(summary = "Set what a version must pass before the alias moves to it")
    public AliasGates setGates(String ns, String name, String alias, AliasGates wish) {
        if (wish == null) {
            throw Problem.invalid("Nothing to do", "the request has no body: say gates, an empty list for none");
        }
        return gates.set(new ModelName(ns, name), alias, wish, caller.or(wish.by()));
    }

    @GET
    @Path("/gates")
    public AliasGates gates(String ns, String name, String alias) {
        return gates.of(new ModelName(ns, name), alias);
    }

    private static Instant moment(String time) {
        try {
            return time != null && time.length() == 10
                    ? LocalDate.parse(time)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .minusNanos(1)
                    : Instant.parse(String.valueOf(time));
        } catch (DateTimeParseException e) {
            throw Problem.invalid(
                    "Bad time",
                    "time: " + Problem.quoted(time)
                            + " is neither a date 2026-11-22 nor a moment 2026-11-22T10:00:00Z");
        }
    }
}
