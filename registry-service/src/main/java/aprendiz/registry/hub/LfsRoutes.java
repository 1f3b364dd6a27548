package aprendiz.registry.hub;

import aprendiz.model.Digest;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.commits.Home;
import aprendiz.registry.commits.Possession;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** W4 and W6: where to bring large files, and whether they have come. */
abstract class LfsRoutes {

    private static final String LFS_JSON = "application/vnd.git-lfs+json";

    record Batch(
            String transfer,
            List<Item> objects,
            @JsonProperty("hash_algo") String algorithm) {}

    /** @param actions null where nothing needs to be sent */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(String oid, long size, Boolean authenticated, Map<String, Action> actions, Mistake error) {}

    record Action(
            String href,
            Map<String, String> header,
            @JsonProperty("expires_in") long expiresIn) {}

    record Mistake(int code, String message) {}

    private final RepositoryType type;
    private final Homes homes;
    private final Possession possession;
    private final Blobs blobs;
    private final Tickets tickets;
    private final HubSettings settings;

    LfsRoutes(
            RepositoryType type,
            Homes homes,
            Possession possession,
            Blobs blobs,
            Tickets tickets,
            HubSettings settings) {
        this.type = type;
        this.homes = homes;
        this.possession = possession;
        this.blobs = blobs;
        this.tickets = tickets;
        this.settings = settings;
    }

    @POST
    @Path("/batch")
    @Consumes(MediaType.WILDCARD)
    @Produces(LFS_JSON)
    public String batch(String ns, String name, byte[] body, @Context UriInfo uri) throws IOException {
        Home home = homes.find(type, ns, name);
        JsonNode request = Json.parse(body, "the request", JsonNode.class);
        if (!request.path("operation").asText().equals("upload")) {
            throw new HubProblem(422, null, null, "git-LFS only uploads here; download from /resolve");
        }
        List<Item> items = new ArrayList<>();
        for (JsonNode object : request.path("objects")) {
            items.add(
                    item(home, object.path("oid").asText(), object.path("size").asLong(-1), Addresses.of(uri)));
        }
        return json(new Batch("basic", items, "sha256"));
    }

    private Item item(Home home, String oid, long size, Addresses addresses) throws IOException {
        Digest sha256;
        try {
            sha256 = new Digest(oid);
        } catch (Problem e) {
            return new Item(oid, size, null, null, new Mistake(422, e.getMessage()));
        }
        if (size < 0) {
            return new Item(oid, size, null, null, new Mistake(422, "the size must be given"));
        }
        if (isHere(home, sha256, size)) {
            return new Item(oid, size, null, null, null);
        }
        long validity = settings.uploadValidity().toSeconds();
        Ticket ticket =
                new Ticket(type, home.name(), sha256, size, Instant.now().getEpochSecond() + validity);
        return new Item(
                oid,
                size,
                true,
                Map.of(
                        "upload",
                        new Action(addresses.upload(ticket, tickets.sign(ticket)), Map.of(), validity),
                        "verify",
                        new Action(addresses.verification(type, home.name()), Map.of(), validity)),
                null);
    }

    @POST
    @Path("/verify")
    @Consumes(MediaType.WILDCARD)
    @Produces(LFS_JSON)
    public String verify(String ns, String name, byte[] body) throws IOException {
        Home home = homes.find(type, ns, name);
        JsonNode request = Json.parse(body, "the request", JsonNode.class);
        Digest sha256 = new Digest(request.path("oid").asText());
        if (!isHere(home, sha256, request.path("size").asLong(-1))) {
            throw new HubProblem(404, null, null, sha256 + " has not come, or with another size");
        }
        return "{}";
    }

    private boolean isHere(Home home, Digest sha256, long size) throws IOException {
        Optional<Long> known = possession.size(home, sha256);
        return known.isPresent() && known.get() == size && blobs.size(sha256).orElse(-1) == size;
    }

    private static String json(Batch batch) {
        try {
            return Json.MAPPER.writeValueAsString(batch);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records can be written", e);
        }
    }
}
