package aprendiz.registry.hub;

import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import jakarta.ws.rs.core.UriInfo;

/**
 * Absolute addresses of this registry, as the caller sees it.
 *
 * @param base ends in a slash
 */
record Addresses(String base) {

    static Addresses of(UriInfo uri) {
        return new Addresses(uri.getBaseUri().toString());
    }

    String page(RepositoryType type, ModelName name) {
        return base + (type == RepositoryType.MODEL ? "" : "datasets/") + name;
    }

    String commit(RepositoryType type, ModelName name, String oid) {
        return page(type, name) + "/commit/" + oid;
    }

    String verification(RepositoryType type, ModelName name) {
        return page(type, name) + ".git/info/lfs/objects/verify";
    }

    String upload(Ticket ticket, String signature) {
        return base + "api/lfs/" + ticket.type() + "s/" + ticket.name() + "/" + ticket.sha256() + "?size="
                + ticket.size() + "&expires=" + ticket.expires() + "&signature=" + signature;
    }
}
