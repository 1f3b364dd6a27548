package aprendiz.registry.hub;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.registry.blobs.Scratch;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the lines of a commit as they come. A file's content, in base64, is decoded piece by piece and never held; every
 * other text is short. What is wrong is said with its line.
 */
final class SentCommitReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(100_000)
                    .maxNameLength(1_000)
                    .maxNumberLength(30)
                    .maxNestingDepth(20)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Scratch scratch;
    private final long largestFile;
    private final int mostLines;
    private final SentCommit read = new SentCommit();

    SentCommitReader(Scratch scratch, long largestFile, int mostLines) {
        this.scratch = scratch;
        this.largestFile = largestFile;
        this.mostLines = mostLines;
    }

    /** @throws HubProblem 400 or 413; nothing is left behind then */
    SentCommit read(InputStream body) throws IOException {
        boolean whole = false;
        try (JsonParser json = JSON.createParser(body)) {
            int count = 0;
            while (json.nextToken() != null) {
                if (++count > mostLines) {
                    throw bad(json, "a commit may have " + mostLines + " lines; send it in several");
                }
                line(json);
            }
            read.header();
            whole = true;
            return read;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            String place = line > 0 ? "line " + line + " of the commit: " : "the commit: ";
            throw new HubProblem(400, null, null, place + e.getOriginalMessage());
        } finally {
            if (!whole) {
                read.close();
            }
        }
    }

    private void line(JsonParser json) throws IOException {
        expect(json, JsonToken.START_OBJECT, "must be an object with a key and a value");
        String key = null;
        Map<String, Object> value = Map.of();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "key" -> key = json.getValueAsString();
                case "value" -> value = value(json);
                default -> json.skipChildren();
            }
        }
        if (key == null) {
            throw bad(json, "has no key");
        }
        add(json, key, value);
    }

    /** The texts and numbers of an object; {@code content} is a {@link Parcel}. */
    private Map<String, Object> value(JsonParser json) throws IOException {
        expect(json, JsonToken.START_OBJECT, "has a value that is no object");
        Map<String, Object> fields = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            if (field.equals("content") && token == JsonToken.VALUE_STRING) {
                try (Parcel parcel = read.add(new Parcel(scratch.newFile(), largestFile))) {
                    json.readBinaryValue(parcel);
                    fields.put(field, parcel);
                } catch (IllegalArgumentException e) {
                    throw bad(json, "has content that is not base64: " + e.getMessage());
                }
            } else if (token == JsonToken.VALUE_STRING) {
                fields.put(field, json.getText());
            } else if (token == JsonToken.VALUE_NUMBER_INT) {
                fields.put(field, json.getLongValue());
            } else {
                json.skipChildren();
            }
        }
        return fields;
    }

    private void add(JsonParser json, String key, Map<String, Object> value) {
        switch (key) {
            case "header" ->
                read.add(new SentCommit.Header(
                        text(json, value, "summary"),
                        value.get("description") instanceof String text ? text : "",
                        value.get("parentCommit") instanceof String parent ? parent : null));
            case "file" -> {
                if (!(value.get("content") instanceof Parcel content) || !"base64".equals(value.get("encoding"))) {
                    throw bad(json, "must have its content in base64");
                }
                read.add(new SentCommit.File(path(json, value), content));
            }
            case "lfsFile" -> {
                if (!"sha256".equals(value.getOrDefault("algo", "sha256"))) {
                    throw bad(json, "must have the algo sha256");
                }
                long size = value.get("size") instanceof Long number ? number : -1;
                read.add(new SentCommit.LfsFile(path(json, value), new Digest(text(json, value, "oid")), size));
            }
            case "deletedFile" -> read.add(new SentCommit.DeletedFile(path(json, value)));
            case "deletedFolder" -> read.add(new SentCommit.DeletedFolder(path(json, value)));
            default ->
                throw bad(
                        json,
                        "has a key that is unknown here: header, file, lfsFile, deletedFile and deletedFolder"
                                + " are known");
        }
    }

    /** Folders may have a slash at their end. */
    private static String path(JsonParser json, Map<String, Object> value) {
        String path = text(json, value, "path");
        return FileEntry.checkPath(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    private static String text(JsonParser json, Map<String, Object> value, String field) {
        if (value.get(field) instanceof String text) {
            return text;
        }
        throw bad(json, "lacks '" + field + "'");
    }

    private static void expect(JsonParser json, JsonToken token, String otherwise) {
        if (!json.hasToken(token)) {
            throw bad(json, otherwise);
        }
    }

    private static HubProblem bad(JsonParser json, String message) {
        return new HubProblem(
                400, null, null, "line " + json.currentLocation().getLineNr() + " of the commit " + message);
    }
}
