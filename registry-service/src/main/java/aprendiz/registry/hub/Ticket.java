package aprendiz.registry.hub;

import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;

/**
 * A permission to bring some bytes to a repository.
 *
 * @param expires in seconds since 1970
 */
record Ticket(RepositoryType type, ModelName name, Digest sha256, long size, long expires) {}
