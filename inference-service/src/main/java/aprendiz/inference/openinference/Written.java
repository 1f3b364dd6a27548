package aprendiz.inference.openinference;

import aprendiz.inference.serving.Usage;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/** What is known of a model as the JSON of the protocol and of Triton's extensions. */
final class Written {

    /** A tensor in metadata. */
    record TensorMetadata(String name, String datatype, List<Integer> shape) {
        static TensorMetadata of(Spec spec) {
            return new TensorMetadata(spec.name(), spec.datatype().name(), spec.shape());
        }
    }

    /** What the protocol calls model metadata. */
    record Metadata(
            String name,
            List<String> versions,
            String platform,
            List<TensorMetadata> inputs,
            List<TensorMetadata> outputs,
            Map<String, String> properties) {}

    /** A tensor in a configuration; its dimensions go without the number of texts. */
    record TensorConfig(
            String name, @JsonProperty("data_type") String type, List<Integer> dims, boolean optional) {
        static TensorConfig of(Spec spec) {
            return new TensorConfig(
                    spec.name(),
                    spec.datatype().inConfig(),
                    spec.shape().subList(1, spec.shape().size()),
                    spec.optional());
        }
    }

    /** As much of Triton's model configuration as clients look at. */
    record Config(
            String name,
            String platform,
            String backend,
            @JsonProperty("max_batch_size") int most,
            List<TensorConfig> input,
            List<TensorConfig> output) {}

    /** How often and for how long. */
    record Duration(long count, long ns) {
        static Duration of(Usage.Sum sum) {
            return new Duration(sum.count(), sum.nanos());
        }
    }

    /** What requests took, by what was done. */
    record Inferences(
            Duration success,
            Duration fail,
            Duration queue,
            @JsonProperty("compute_input") Duration input,
            @JsonProperty("compute_infer") Duration infer,
            @JsonProperty("compute_output") Duration output,
            @JsonProperty("cache_hit") Duration hit,
            @JsonProperty("cache_miss") Duration miss) {

        static Inferences of(Usage usage) {
            Duration none = new Duration(0, 0);
            return new Inferences(
                    Duration.of(usage.answered()),
                    Duration.of(usage.failed()),
                    Duration.of(usage.queue()),
                    Duration.of(usage.reading()),
                    Duration.of(usage.compute()),
                    Duration.of(usage.writing()),
                    none,
                    none);
        }
    }

    /** One of {@code model_stats}. */
    record ModelStatistics(
            String name,
            String version,
            @JsonProperty("inference_count") long texts,
            @JsonProperty("execution_count") long batches,
            @JsonProperty("inference_stats") Inferences inferences,
            @JsonProperty("batch_stats") List<String> sizes) {}

    private Written() {}

    static Metadata metadata(Described model) {
        return new Metadata(
                model.name(),
                List.of(model.version()),
                model.platform(),
                model.inputs().stream().map(TensorMetadata::of).toList(),
                model.outputs().stream().map(TensorMetadata::of).toList(),
                Map.of("task", model.task()));
    }

    static Config config(Described model, int most) {
        return new Config(
                model.name(),
                model.platform(),
                OpenInference.NAME,
                most,
                model.inputs().stream().map(TensorConfig::of).toList(),
                model.outputs().stream().map(TensorConfig::of).toList());
    }

    static ModelStatistics statistics(Statistics one) {
        Usage usage = one.usage();
        return new ModelStatistics(
                one.name(), one.version(), usage.texts(), usage.batches(), Inferences.of(usage), List.of());
    }
}
