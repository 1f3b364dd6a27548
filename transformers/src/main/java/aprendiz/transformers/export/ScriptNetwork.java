package aprendiz.transformers.export;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.transformers.network.Bert;
import aprendiz.transformers.network.DistilBert;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.text.Batch;
import aprendiz.transformers.torch.Program;
import aprendiz.transformers.torch.Torch;
import java.nio.file.Path;
import java.util.List;

/** A TorchScript file in libtorch. */
public final class ScriptNetwork implements ExportedNetwork {

    private final Gate gate = new Gate();
    private final Network network;
    private final PtNDManager memory;
    private final Program program;

    /**
     * Reads a file.
     *
     * @param network what the file computes
     * @throws aprendiz.model.Problem of kind INVALID with libtorch's complaint
     */
    public ScriptNetwork(Path file, Network network) {
        this.network = network;
        memory = Torch.newMemory();
        try {
            program = Program.load(memory, file);
        } catch (RuntimeException | Error e) {
            memory.close();
            throw e;
        }
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public float[] answer(Batch batch) {
        return gate.pass(() -> {
            try (PtNDManager step = memory.newSubManager(memory.getDevice())) {
                NDList all = LiveNetwork.inputs(step, batch);
                NDList arguments = new NDList(all.get(0), all.get(2));
                switch (network.family()) {
                    case Bert bert -> arguments.add(all.get(1));
                    case DistilBert distilBert -> {}
                }
                return program.call("forward", arguments, List.of()).head().toFloatArray();
            }
        });
    }

    @Override
    public void close() {
        gate.close(memory::close);
    }
}
