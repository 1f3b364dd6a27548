package aprendiz.journey.inference;

import aprendiz.journey.bench.Architecture;
import aprendiz.journey.bench.Peer;
import aprendiz.journey.bench.Row;
import aprendiz.journey.bench.Target;
import aprendiz.journey.bench.Terms;
import aprendiz.journey.bench.Work;
import aprendiz.journey.inference.Scene.Served;
import aprendiz.journey.load.Endpoint;
import aprendiz.journey.load.Lengths;
import aprendiz.journey.load.Sample;
import aprendiz.local.Ports;
import aprendiz.model.Json;
import aprendiz.transformers.torch.Torch;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;

/** The same texts asked by the same clients of a pipeline of Python's transformers behind a plain HTTP server. */
record PythonWork(Scene scene, Architecture architecture, Lengths lengths, int texts) implements Work {

    private static final Target TARGET = Target.atLeast(4);

    @Override
    public String name() {
        return "beside a Python pipeline, " + architecture + ", " + lengths + " lengths";
    }

    @Override
    public List<Row> measure(Terms terms) throws Exception {
        Served served = scene.served(architecture);
        List<Sample> samples = scene.samples(lengths, texts);
        int port = Ports.free();
        ObjectNode settings = Json.MAPPER
                .createObjectNode()
                .put("folder", served.classifier().folder().toString())
                .put("port", port)
                .put("threads", Torch.threads());
        try (Peer peer = Peer.start(terms, "serve", settings);
                Endpoint theirs = new Endpoint(URI.create("http://127.0.0.1:" + port + "/"))) {
            return switch (peer) {
                case Peer.Absent absent -> List.of(Row.impossible(name(), "Python", TARGET, absent.reason()));
                case Peer.Running running ->
                    List.of(Rivalry.race(
                            terms,
                            name(),
                            served.endpoint(),
                            theirs,
                            samples,
                            "pipeline, " + running.description(),
                            TARGET));
            };
        }
    }
}
