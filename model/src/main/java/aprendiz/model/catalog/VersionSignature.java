package aprendiz.model.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A signature over the files of a version.
 *
 * @param key the name of the public key that verifies it
 * @param at when the registry had it
 * @param bundle the signature itself, what {@code model.sig} holds: a Sigstore bundle
 */
public record VersionSignature(String key, Instant at, JsonNode bundle) {}
