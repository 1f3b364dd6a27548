package aprendiz.registry.hub;

import aprendiz.model.RepositoryType;
import aprendiz.registry.access.Door;
import aprendiz.registry.commits.Commits;
import aprendiz.registry.commits.Home;
import aprendiz.registry.commits.Repositories;
import aprendiz.registry.commits.Repositories.Order;
import aprendiz.registry.commits.Repositories.Place;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** The Hub's lists of models and data sets, page by page. */
@Path("/api/{type: models|datasets}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ListResource {

    private static final int READ_AT_ONCE = 100;

    private final Repositories repositories;
    private final Commits commits;
    private final Cards cards;
    private final Door.Visitor visitor;
    private final HubSettings settings;

    ListResource(Repositories repositories, Commits commits, Cards cards, Door.Visitor visitor, HubSettings settings) {
        this.repositories = repositories;
        this.commits = commits;
        this.cards = cards;
        this.visitor = visitor;
        this.settings = settings;
    }

    /** @param filter tags that all must be there, each perhaps several with commas between them */
    @GET
    public RestResponse<List<Description>> list(
            String type,
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("author") @DefaultValue("") String author,
            @QueryParam("filter") List<String> filter,
            @QueryParam("pipeline_tag") String task,
            @QueryParam("sort") @DefaultValue("lastModified") String sort,
            @QueryParam("full") String full,
            @QueryParam("limit") @DefaultValue("1000") int limit,
            @Context UriInfo uri) {
        RepositoryType wanted = Homes.type(type);
        Order order = sort.equals("createdAt") || sort.equals("created_at") ? Order.CREATED : Order.UPDATED;
        List<String> tags = new ArrayList<>();
        filter.forEach(word -> tags.addAll(List.of(word.split(",", -1))));
        if (task != null) {
            tags.add(task);
        }
        int count = Math.clamp(limit, 1, settings.page());
        Next next = new Next(uri);
        Place place = next.cursor() == null ? null : place(next.cursor());
        List<Description> found = new ArrayList<>();
        while (true) {
            List<Repositories.Entry> page = repositories.page(wanted, author, search, order, place, READ_AT_ONCE);
            for (Repositories.Entry entry : page) {
                if (found.size() == count) {
                    return next.answer(found, word(place));
                }
                place = entry.place();
                describe(entry.home())
                        .filter(one -> one.tags().containsAll(tags))
                        .ifPresent(one -> found.add(full == null ? one.brief() : one));
            }
            if (page.size() < READ_AT_ONCE) {
                return next.answer(found, null);
            }
        }
    }

    private Optional<Description> describe(Home home) {
        if (!visitor.identity().mayRead(home.name().namespace(), home.closed())) {
            return Optional.empty();
        }
        return commits.head(home, "main")
                .flatMap(oid -> commits.commit(home, oid))
                .map(commit -> Description.of(home, commit, commits.files(home, commit.oid()), cards, false));
    }

    private static String word(Place place) {
        return place.at() + " " + place.id();
    }

    private static Place place(String cursor) {
        try {
            int space = cursor.indexOf(' ');
            return new Place(Instant.parse(cursor.substring(0, space)), Long.parseLong(cursor.substring(space + 1)));
        } catch (DateTimeException | NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new HubProblem(400, null, null, "the cursor is none that this registry gave");
        }
    }
}
