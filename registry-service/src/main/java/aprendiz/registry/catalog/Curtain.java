package aprendiz.registry.catalog;

import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.registry.access.Door;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Closed repositories are not there for callers whose token does not open their namespace, under {@code /v1} either. */
public class Curtain {

    private final Door.Visitor visitor;

    Curtain(Door.Visitor visitor) {
        this.visitor = visitor;
    }

    /** @throws aprendiz.model.Problem of kind NOT_FOUND, as where there is no such repository */
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    public void draw(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        MultivaluedMap<String, String> asked = request.getUriInfo().getPathParameters();
        String namespace = asked.getFirst("ns");
        String name = asked.getFirst("name");
        if (!path.startsWith("/v1/")
                || namespace == null
                || name == null
                || visitor.identity().mayRead(namespace, true)) {
            return;
        }
        ModelName repository = new ModelName(namespace, name);
        RepositoryType type = path.startsWith("/v1/datasets/") ? RepositoryType.DATASET : RepositoryType.MODEL;
        if (Catalog.find(type, repository).filter(row -> row.closed).isPresent()) {
            throw CatalogResource.noRepository(repository);
        }
    }
}
