package aprendiz.model.signing;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is signed: an in-toto statement, version 1, with the predicate of model signing, version 1.0. It lists every file
 * with its SHA-256; the SHA-256 over all those digests, in the order of the list, stands for the whole.
 *
 * @param name that the signer gave to the whole
 * @param files by path
 */
record Statement(String name, SortedMap<String, Digest> files) {

    private static final String TYPE = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE = "https://model_signing/signature/v1.0";
    private static final String SHA256 = "sha256";

    static byte[] write(String name, List<FileEntry> files) {
        ObjectNode predicate = Json.MAPPER.createObjectNode();
        predicate
                .putObject("serialization")
                .put("method", "files")
                .put("hash_type", SHA256)
                .put("allow_symlinks", false)
                .putArray("ignore_paths");
        ArrayNode resources = predicate.putArray("resources");
        MessageDigest whole = Digest.newSha256();
        files.stream().sorted(Comparator.comparing(FileEntry::path)).forEach(file -> {
            whole.update(HexFormat.of().parseHex(file.sha256().hex()));
            resources
                    .addObject()
                    .put("name", file.path())
                    .put("algorithm", SHA256)
                    .put("digest", file.sha256().hex());
        });
        ObjectNode statement = Json.MAPPER.createObjectNode().put("_type", TYPE);
        statement
                .putArray("subject")
                .addObject()
                .put("name", name)
                .putObject("digest")
                .put(SHA256, Digest.finish(whole).hex());
        statement.put("predicateType", PREDICATE).set("predicate", predicate);
        return statement.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws Problem of kind INVALID if it is no such statement, or one that contradicts itself */
    static Statement read(byte[] json) {
        JsonNode statement = Json.parse(json, "statement", JsonNode.class);
        expect(statement.path("_type"), TYPE);
        expect(statement.path("predicateType"), PREDICATE);
        JsonNode serialization = statement.path("predicate").path("serialization");
        expect(serialization.path("method"), "files");
        expect(serialization.path("hash_type"), SHA256);
        SortedMap<String, Digest> files = new TreeMap<>();
        MessageDigest whole = Digest.newSha256();
        for (JsonNode resource : statement.path("predicate").path("resources")) {
            expect(resource.path("algorithm"), SHA256);
            Digest digest = new Digest(resource.path("digest").asText());
            whole.update(HexFormat.of().parseHex(digest.hex()));
            if (files.put(resource.path("name").asText(), digest) != null) {
                throw bad("it lists " + Problem.quoted(resource.path("name").asText()) + " twice");
            }
        }
        JsonNode subject = statement.path("subject");
        if (subject.size() != 1) {
            throw bad("it speaks of " + subject.size() + " subjects, not of one");
        }
        expect(subject.get(0).path("digest").path(SHA256), Digest.finish(whole).hex());
        return new Statement(subject.get(0).path("name").asText(), files);
    }

    private static void expect(JsonNode found, String right) {
        if (!right.equals(found.textValue())) {
            throw bad("it says " + Problem.quoted(found.asText()) + " where " + right + " is expected");
        }
    }

    private static Problem bad(String detail) {
        return Problem.invalid("Bad signature", "the signed statement is none of model signing 1.0: " + detail);
    }
}
