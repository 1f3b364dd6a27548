package aprendiz.messages;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that happened, in the past tense. Fields may be added, never renamed or given another meaning.
 *
 * <p>Names of models are written {@code namespace/name}; digests are 64 hexadecimal digits.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Event {

    /** The topic that it travels on. */
    @JsonIgnore
    String topic();

    /** What must stay in order with each other has one key. */
    @JsonIgnore
    String key();

    /** A job waits for a worker. It only wakes one: the job's truth is its row. */
    record JobWaiting(String job) implements Event {
        public JobWaiting {
            Objects.requireNonNull(job, "job");
        }

        @Override
        public String topic() {
            return Topic.TRAINING_REQUESTS;
        }

        @Override
        public String key() {
            return job;
        }
    }

    /** What becomes of a job. */
    sealed interface JobEvent extends Event {
        String job();

        @Override
        default String topic() {
            return Topic.TRAINING_EVENTS;
        }

        @Override
        default String key() {
            return job();
        }
    }

    /** A worker claimed the job; attempts count from 1. */
    record JobStarted(String job, int attempt, String worker) implements JobEvent {
        public JobStarted {
            Objects.requireNonNull(job, "job");
        }
    }

    /**
     * How far it is.
     *
     * @param phase what is being done: {@code fine-tuning}, {@code from-scratch}, {@code evaluating}, {@code publishing}
     * @param step optimiser steps done in this phase
     * @param steps optimiser steps in this phase
     * @param loss mean training loss of the last step, or null
     * @param secondsLeft estimated, or null
     */
    record JobProgressed(String job, String phase, int step, int steps, Double loss, Double secondsLeft)
            implements JobEvent {
        public JobProgressed {
            Objects.requireNonNull(job, "job");
            Objects.requireNonNull(phase, "phase");
        }
    }

    /** The job is done: its version is published; the alias moved unless the recipe names none. */
    record JobSucceeded(String job, String model, int version, String alias, SortedMap<String, Double> metrics)
            implements JobEvent {
        public JobSucceeded {
            Objects.requireNonNull(job, "job");
            Objects.requireNonNull(model, "model");
            metrics = Collections.unmodifiableSortedMap(metrics == null ? new TreeMap<>() : new TreeMap<>(metrics));
        }
    }

    /** A trial of a search is done: measured on the validation part, and not published. */
    record JobMeasured(String job, SortedMap<String, Double> metrics) implements JobEvent {
        public JobMeasured {
            Objects.requireNonNull(job, "job");
            metrics = Collections.unmodifiableSortedMap(metrics == null ? new TreeMap<>() : new TreeMap<>(metrics));
        }
    }

    /** The version is published, but a gate kept the alias from it. */
    record JobRefused(String job, String model, int version, String reason) implements JobEvent {
        public JobRefused {
            Objects.requireNonNull(job, "job");
            Objects.requireNonNull(model, "model");
        }
    }

    /** The job ended without a version, and will not be tried again. */
    record JobFailed(String job, String reason) implements JobEvent {
        public JobFailed {
            Objects.requireNonNull(job, "job");
        }
    }

    /** Somebody stopped the job. */
    record JobCancelled(String job, String by) implements JobEvent {
        public JobCancelled {
            Objects.requireNonNull(job, "job");
        }
    }

    /** What becomes of a model in the registry. */
    sealed interface RegistryEvent extends Event {
        String name();

        @Override
        default String topic() {
            return Topic.REGISTRY_EVENTS;
        }

        @Override
        default String key() {
            return name();
        }
    }

    /** @param type {@code model} or {@code dataset} */
    record VersionPublished(String type, String name, int version, String commit, String digest, String kind)
            implements RegistryEvent {
        public VersionPublished {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(digest, "digest");
        }
    }

    /** @param from the number before; null when the alias is new */
    record AliasMoved(
            String name, String alias, Integer from, int to, String commit, String digest, String by, String reason)
            implements RegistryEvent {
        public AliasMoved {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(alias, "alias");
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(digest, "digest");
        }
    }

    /** @param explanations one sentence for each gate that was not passed, with both figures */
    record AliasRefused(String name, String alias, Integer from, int to, String by, List<String> explanations)
            implements RegistryEvent {
        public AliasRefused {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(alias, "alias");
            explanations = explanations == null ? List.of() : List.copyOf(explanations);
        }
    }

    /** @param gates how many stand before the alias now */
    record GatesSet(String name, String alias, int gates, String by) implements RegistryEvent {
        public GatesSet {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(alias, "alias");
        }
    }

    /** @param datasetDigest of the data set's version */
    record VersionEvaluated(
            String name,
            int version,
            String dataset,
            String datasetDigest,
            String split,
            String metric,
            double value,
            String by)
            implements RegistryEvent {
        public VersionEvaluated {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(dataset, "dataset");
            Objects.requireNonNull(metric, "metric");
        }
    }

    /**
     * The version was published from what lay elsewhere.
     *
     * @param source {@code hf:owner/name@main}, {@code zip:owner/name@3}
     * @param from the commit that it had there; null where it had none
     */
    record VersionImported(String type, String name, int version, String commit, String source, String from)
            implements RegistryEvent {
        public VersionImported {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(source, "source");
        }
    }

    /** @param keyId the name of the public key that verifies the signature */
    record VersionSigned(String type, String name, int version, String commit, String keyId) implements RegistryEvent {
        public VersionSigned {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(keyId, "keyId");
        }
    }

    /**
     * Somebody is told over HTTP what happens, or is not any more.
     *
     * @param name of the repository whose events are told; {@code *} for all
     */
    record WebhookChanged(String name, long webhook, boolean registered, String by) implements RegistryEvent {
        public WebhookChanged {
            Objects.requireNonNull(name, "name");
        }
    }

    /** The version is not found any more; until its bytes are swept it can be restored. */
    record VersionDeleted(String type, String name, int version, String commit, String by, String reason)
            implements RegistryEvent {
        public VersionDeleted {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(commit, "commit");
        }
    }

    /** The version is found again. */
    record VersionRestored(String type, String name, int version, String commit, String by) implements RegistryEvent {
        public VersionRestored {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(commit, "commit");
        }
    }

    /** @param name of the hold: a version that has one cannot be deleted */
    record HoldChanged(String type, String name, int version, String hold, boolean set, String by)
            implements RegistryEvent {
        public HoldChanged {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(hold, "hold");
        }
    }

    /**
     * The bytes of a blob have changed since they were stored, or are gone.
     *
     * @param name the blob's digest
     * @param needed how many versions need it
     */
    record BlobRotten(String name, String found, int needed) implements RegistryEvent {
        public BlobRotten {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(found, "found");
        }
    }

    /**
     * A model answered. Not every answer is told.
     *
     * @param prediction names the request's answers, for feedback
     * @param input which of its inputs, from 0
     * @param model the model that was asked
     * @param version that answered
     * @param revision that was asked for: an alias, a number or a commit
     * @param asked the input, in the words of Hugging Face's inference API; null where texts are not told
     * @param answer the same of the answer
     */
    record PredictionMade(
            String prediction, int input, String model, int version, String revision, JsonNode asked, JsonNode answer)
            implements Event {
        public PredictionMade {
            Objects.requireNonNull(prediction, "prediction");
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(answer, "answer");
        }

        @Override
        public String topic() {
            return Topic.INFERENCE_PREDICTIONS;
        }

        @Override
        public String key() {
            return model;
        }
    }

    /**
     * Somebody knows better, or how well it went. Who says it again corrects it.
     *
     * @param prediction that it is about
     * @param input which of its inputs, from 0
     * @param version that had answered
     * @param label the true one; null for a reward
     * @param reward null for a label
     */
    record FeedbackGiven(
            String prediction, int input, String model, int version, String label, Double reward, String by)
            implements Event {
        public FeedbackGiven {
            Objects.requireNonNull(prediction, "prediction");
            Objects.requireNonNull(model, "model");
        }

        @Override
        public String topic() {
            return Topic.INFERENCE_FEEDBACK;
        }

        @Override
        public String key() {
            return model;
        }
    }
}
