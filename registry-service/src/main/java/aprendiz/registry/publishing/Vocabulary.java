package aprendiz.registry.publishing;

import aprendiz.model.FileEntry;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A tokenizer's highest id against the rows of the embedding that it looks up; files are read as they stream by. */
final class Vocabulary {

    private static final JsonFactory JSON = new JsonFactory();

    private final BlobFiles files;
    private final Complaints complaints;

    Vocabulary(BlobFiles files, Complaints complaints) {
        this.files = files;
        this.complaints = complaints;
    }

    /** @param rows tokens that the model knows, ids 0 to rows - 1 */
    void check(String folder, long rows) {
        check(folder + "tokenizer.json", rows, this::highestId);
        check(folder + "vocab.txt", rows, Vocabulary::lines);
    }

    @FunctionalInterface
    private interface Reading {
        long highestId(InputStream in) throws IOException;
    }

    private void check(String path, long rows, Reading reading) {
        Optional<FileEntry> file = files.find(path);
        if (file.isEmpty()) {
            return;
        }
        try (InputStream in = files.open(file.get())) {
            long highest = reading.highestId(in);
            if (highest >= rows) {
                complaints.add(
                        path,
                        "gives a token the id " + highest + ", but the model has embeddings for " + rows
                                + " tokens, ids 0 to " + (rows - 1));
            }
        } catch (JsonProcessingException e) {
            complaints.add(path, e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        long last = -1;
        while (lines.readLine() != null) {
            last++;
        }
        return last;
    }

    /** Of {@code model.vocab} and {@code added_tokens} of a tokenizer.json. */
    private long highestId(InputStream in) throws IOException {
        long highest = -1;
        try (JsonParser json = JSON.createParser(in)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "model" -> highest = Math.max(highest, ofModel(json));
                    case "added_tokens" -> highest = Math.max(highest, ofAdded(json));
                    default -> json.skipChildren();
                }
            }
        }
        return highest;
    }

    private static long ofModel(JsonParser json) throws IOException {
        long highest = -1;
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return highest;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean vocab = json.currentName().equals("vocab");
            JsonToken value = json.nextToken();
            if (vocab && value == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    json.nextToken();
                    highest = Math.max(highest, json.getValueAsLong(-1));
                    json.skipChildren();
                }
            } else if (vocab && value == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    highest++;
                    json.skipChildren();
                }
            } else {
                json.skipChildren();
            }
        }
        return highest;
    }

    private static long ofAdded(JsonParser json) throws IOException {
        long highest = -1;
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return highest;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean id = json.currentName().equals("id");
                json.nextToken();
                if (id) {
                    highest = Math.max(highest, json.getValueAsLong(-1));
                }
                json.skipChildren();
            }
        }
        return highest;
    }
}
