package aprendiz.transformers.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import aprendiz.model.Problem;
import aprendiz.transformers.network.Bert;
import aprendiz.transformers.network.DistilBert;
import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.MaskedLm;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.QuestionAnswering;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.network.TokenClassification;
import aprendiz.transformers.network.TokenVectors;
import aprendiz.transformers.text.Batch;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An ONNX file in ONNX Runtime, on the processor. */
public final class OnnxNetwork implements ExportedNetwork {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final Gate gate = new Gate();
    private final Network network;
    private final OrtSession session;
    private final Set<String> outputs;

    /**
     * Reads a file.
     *
     * @param network what the file computes
     * @throws Problem of kind INVALID with ONNX Runtime's complaint
     */
    public OnnxNetwork(Path file, Network network, OnnxSettings settings) {
        this.network = network;
        outputs = new LinkedHashSet<>(outputs(network.head()));
        try (SessionOptions options = new SessionOptions()) {
            options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(settings.threads());
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(settings.arena());
            options.setMemoryPatternOptimization(false); // lengths change from call to call
            options.addConfigEntry("session.intra_op.allow_spinning", settings.spinning() ? "1" : "0");
            session = environment.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw Problem.invalid("Unusable ONNX file", file + ": " + e.getMessage());
        }
    }

    /** The version of ONNX Runtime. */
    static String version() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public float[] answer(Batch batch) {
        return gate.pass(() -> {
            Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
            try {
                inputs.put(IDS, tensor(batch, batch.ids()));
                inputs.put(MASK, tensor(batch, batch.mask()));
                switch (network.family()) {
                    case Bert bert -> inputs.put(TYPES, tensor(batch, batch.types()));
                    case DistilBert distilBert -> {}
                }
                try (OrtSession.Result result = session.run(inputs, outputs)) {
                    return numbers(result);
                }
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        });
    }

    private OnnxTensor tensor(Batch batch, long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {batch.rows(), batch.length()});
    }

    /** One output as it is; of several, their first numbers, then their second ones, and so on. */
    private static float[] numbers(OrtSession.Result result) {
        float[] all = null;
        for (int output = 0; output < result.size(); output++) {
            FloatBuffer values = ((OnnxTensor) result.get(output)).getFloatBuffer();
            if (all == null) {
                all = new float[values.remaining() * result.size()];
            }
            for (int i = 0; values.hasRemaining(); i++) {
                all[i * result.size() + output] = values.get();
            }
        }
        return all;
    }

    private static List<String> outputs(Head head) {
        return switch (head) {
            case TokenVectors vectors -> List.of(VECTORS);
            case Embedding embedding -> List.of(EMBEDDING);
            case SequenceClassification sequence -> List.of(LOGITS);
            case TokenClassification token -> List.of(LOGITS);
            case QuestionAnswering answering -> List.of(START, END);
            case MaskedLm mask -> List.of(LOGITS);
        };
    }

    @Override
    public void close() {
        gate.close(() -> {
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
            }
        });
    }
}
