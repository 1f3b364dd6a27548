package aprendiz.registry.hub;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.registry.blobs.Blobs;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.yaml.snakeyaml.error.YAMLException;

/** What repositories say of themselves in their files, remembered for those that were asked for last. */
@Singleton
class Cards {

    private static final Logger LOG = Logger.getLogger(Cards.class);
    private static final int LARGEST = 1 << 20;
    private static final int REMEMBERED = 2000;

    private final Blobs blobs;
    private final Map<Digest, JsonNode> configs = remembering();
    private final Map<Digest, Card> cards = remembering();

    Cards(Blobs blobs) {
        this.blobs = blobs;
    }

    /** The card in the README; an empty one if there is none or it cannot be read. */
    Card card(List<FileEntry> files) {
        FileEntry readme = find(files, "README.md").orElse(null);
        if (readme == null) {
            return Card.NONE;
        }
        Card known = lookUp(cards, readme.sha256());
        return known == null ? remember(cards, readme.sha256(), readCard(readme)) : known;
    }

    /** What is in {@code config.json}; nothing at all if it is not there or cannot be read. */
    JsonNode config(List<FileEntry> files) {
        FileEntry config = find(files, "config.json").orElse(null);
        if (config == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode known = lookUp(configs, config.sha256());
        return known == null ? remember(configs, config.sha256(), readConfig(config)) : known;
    }

    private Card readCard(FileEntry file) {
        try {
            return Card.parse(new String(bytes(file), StandardCharsets.UTF_8));
        } catch (YAMLException | IllegalArgumentException | IOException e) {
            LOG.debugf(e, "no card in %s", file);
            return Card.NONE;
        }
    }

    private JsonNode readConfig(FileEntry file) {
        try {
            JsonNode config = Json.MAPPER.readTree(bytes(file));
            return config.isObject() ? config : JsonNodeFactory.instance.objectNode();
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.objectNode();
        } catch (IOException e) {
            LOG.debugf(e, "no config in %s", file);
            return JsonNodeFactory.instance.objectNode();
        }
    }

    private byte[] bytes(FileEntry file) throws IOException {
        try (InputStream in = blobs.open(file.sha256(), 0)) {
            return in.readNBytes(LARGEST);
        }
    }

    private static Optional<FileEntry> find(List<FileEntry> files, String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    private static <T> T lookUp(Map<Digest, T> map, Digest digest) {
        synchronized (map) {
            return map.get(digest);
        }
    }

    private static <T> T remember(Map<Digest, T> map, Digest digest, T value) {
        synchronized (map) {
            map.put(digest, value);
        }
        return value;
    }

    private static <T> Map<Digest, T> remembering() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Digest, T> eldest) {
                return size() > REMEMBERED;
            }
        };
    }
}
