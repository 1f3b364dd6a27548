package aprendiz.inference;

import aprendiz.inference.variants.Form;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator may set; {@code aprendiz.inference.*}. */
@ConfigMapping(prefix = "aprendiz.inference")
public interface Settings {

    /** Where the registry answers. */
    URI registry();

    /** How long to wait for it to say what a revision stands for. */
    @WithDefault("3s")
    Duration registryPatience();

    /** Where Kafka answers. */
    String kafka();

    /** Where fetched checkpoints are kept. */
    Path models();

    /** The model that routes without a name mean, {@code namespace/name} or {@code namespace/name@revision}. */
    Optional<String> model();

    /** How often the registry is asked whether an alias has moved; an event says it sooner. */
    @WithDefault("5s")
    Duration poll();

    /** How long a request may take, loading included. */
    @WithDefault("30s")
    Duration patience();

    /** How many versions are held in memory; the one that was asked least recently makes room. */
    @WithDefault("4")
    int loaded();

    /** How much the weights of all versions in memory may take together, if it is bounded; the same makes room. */
    Optional<MemorySize> memory();

    /** What is loaded at the start and never makes room: {@code acme/rooms@champion}. */
    Optional<List<String>> kept();

    /** How many checkpoints are kept on disk beyond those in use and the ones before them. */
    @WithDefault("4")
    int spare();

    /** How many answered questions are kept, so that the same ones need not be computed again; 0 for none. */
    @WithDefault("0")
    int cache();

    Variants variants();

    Predictions predictions();

    Requests requests();

    Batches batches();

    /** In which forms versions may be computed. */
    interface Variants {
        /** Of these the fastest is taken: plain, onnx, onnx-int8, torchscript-bf16. */
        @WithDefault("plain,onnx,torchscript-bf16")
        List<Form> allowed();

        /** The only form for a model, by its name. */
        Map<String, Form> pinned();

        /** Where exports are kept. */
        Path exports();

        /** How many predictions of a form that rounds must be the original's, from 0 to 1. */
        @WithDefault("0.99")
        double agreement();

        /** How near its embeddings must be to the original's: a cosine. */
        @WithDefault("0.995")
        double cosine();
    }

    /** What Kafka is told of answers. */
    interface Predictions {
        /** The share of requests whose answers are told, from 0 to 1. */
        @WithDefault("1")
        double sample();

        /**
         * Whether the texts that were asked are told with the answers. Who learns from feedback needs them; where they must
         * not leave the service, say false.
         */
        @WithDefault("true")
        boolean texts();

        /** The most answers waiting to be told; beyond it, they are dropped and counted. */
        @WithDefault("1000")
        int waiting();
    }

    /** What is admitted. */
    interface Requests {
        /** The largest body. */
        @WithDefault("1M")
        MemorySize body();

        /** All bodies being read and answered together. */
        @WithDefault("64M")
        MemorySize bodies();

        /** How long a body may take to come. */
        @WithDefault("30s")
        Duration reading();

        /** The most texts in one request. */
        @WithDefault("256")
        int texts();

        /** The most texts waiting and being computed, of all requests together; beyond it, 429. */
        @WithDefault("1024")
        int queue();
    }

    /** What is computed at once. */
    interface Batches {
        @WithDefault("32")
        int texts();

        /** Padding included: texts times the longest of them. */
        @WithDefault("1024")
        int tokens();

        /** The most tokens computed for each real one. */
        @WithDefault("1.2")
        double padding();
    }
}
