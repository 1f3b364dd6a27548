package aprendiz.inference.openinference;

import aprendiz.inference.asking.Bodies;
import aprendiz.inference.batching.Call;
import aprendiz.inference.openinference.wire.GRPCInferenceService;
import aprendiz.inference.openinference.wire.ModelConfigRequest;
import aprendiz.inference.openinference.wire.ModelConfigResponse;
import aprendiz.inference.openinference.wire.ModelInferRequest;
import aprendiz.inference.openinference.wire.ModelInferResponse;
import aprendiz.inference.openinference.wire.ModelMetadataRequest;
import aprendiz.inference.openinference.wire.ModelMetadataResponse;
import aprendiz.inference.openinference.wire.ModelReadyRequest;
import aprendiz.inference.openinference.wire.ModelReadyResponse;
import aprendiz.inference.openinference.wire.ModelStatisticsRequest;
import aprendiz.inference.openinference.wire.ModelStatisticsResponse;
import aprendiz.inference.openinference.wire.ModelStreamInferResponse;
import aprendiz.inference.openinference.wire.RepositoryIndexRequest;
import aprendiz.inference.openinference.wire.RepositoryIndexResponse;
import aprendiz.inference.openinference.wire.RepositoryModelLoadRequest;
import aprendiz.inference.openinference.wire.RepositoryModelLoadResponse;
import aprendiz.inference.openinference.wire.RepositoryModelUnloadRequest;
import aprendiz.inference.openinference.wire.RepositoryModelUnloadResponse;
import aprendiz.inference.openinference.wire.ServerLiveRequest;
import aprendiz.inference.openinference.wire.ServerLiveResponse;
import aprendiz.inference.openinference.wire.ServerMetadataRequest;
import aprendiz.inference.openinference.wire.ServerMetadataResponse;
import aprendiz.inference.openinference.wire.ServerReadyRequest;
import aprendiz.inference.openinference.wire.ServerReadyResponse;
import io.quarkus.grpc.GrpcService;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/** The protocol over gRPC. Errors are gRPC's, see {@link GrpcErrors}; in a stream they come as messages. */
@GrpcService
public class GrpcRoutes implements GRPCInferenceService {

    private final OpenInference protocol;
    private final Bodies bodies;
    private final ExecutorService threads;

    GrpcRoutes(OpenInference protocol, Bodies bodies, @VirtualThreads ExecutorService threads) {
        this.protocol = protocol;
        this.bodies = bodies;
        this.threads = threads;
    }

    private <T> Uni<T> answer(Function<Call, T> work) {
        Call call = GrpcCalls.begin(protocol.call());
        return Uni.createFrom()
                .item(() -> work.apply(call))
                .onFailure()
                .transform(GrpcErrors::of)
                .runSubscriptionOn(threads)
                .onCancellation()
                .invoke(call::leave);
    }

    @Override
    public Uni<ServerLiveResponse> serverLive(ServerLiveRequest request) {
        return Uni.createFrom()
                .item(ServerLiveResponse.newBuilder().setLive(true).build());
    }

    @Override
    public Uni<ServerReadyResponse> serverReady(ServerReadyRequest request) {
        return answer(call ->
                ServerReadyResponse.newBuilder().setReady(protocol.ready()).build());
    }

    @Override
    public Uni<ModelReadyResponse> modelReady(ModelReadyRequest request) {
        return answer(call -> ModelReadyResponse.newBuilder()
                .setReady(protocol.ready(request.getName(), request.getVersion()))
                .build());
    }

    @Override
    public Uni<ServerMetadataResponse> serverMetadata(ServerMetadataRequest request) {
        return answer(call -> ServerMetadataResponse.newBuilder()
                .setName(OpenInference.NAME)
                .setVersion(protocol.version())
                .addAllExtensions(OpenInference.EXTENSIONS)
                .build());
    }

    @Override
    public Uni<ModelMetadataResponse> modelMetadata(ModelMetadataRequest request) {
        return answer(call -> WireWriter.metadata(protocol.describe(call, request.getName(), request.getVersion())));
    }

    @Override
    public Uni<ModelConfigResponse> modelConfig(ModelConfigRequest request) {
        return answer(call -> ModelConfigResponse.newBuilder()
                .setConfig(WireWriter.config(
                        protocol.describe(call, request.getName(), request.getVersion()), protocol.most()))
                .build());
    }

    @Override
    public Uni<ModelInferResponse> modelInfer(ModelInferRequest request) {
        return answer(call -> bodies.within(request.getSerializedSize(), () -> infer(call, request)));
    }

    private ModelInferResponse infer(Call call, ModelInferRequest request) {
        InferResponse response =
                protocol.infer(call, request.getModelName(), request.getModelVersion(), WireReader.read(request));
        return WireWriter.write(response, request.getRawInputContentsCount() > 0);
    }

    @Override
    public Multi<ModelStreamInferResponse> modelStreamInfer(Multi<ModelInferRequest> requests) {
        return requests.onItem()
                .transformToUniAndConcatenate(request -> modelInfer(request)
                        .map(response -> ModelStreamInferResponse.newBuilder()
                                .setInferResponse(response)
                                .build())
                        .onFailure()
                        .recoverWithItem(failure -> ModelStreamInferResponse.newBuilder()
                                .setErrorMessage(GrpcErrors.message(failure))
                                .setInferResponse(
                                        ModelInferResponse.newBuilder().setId(request.getId()))
                                .build()));
    }

    @Override
    public Uni<ModelStatisticsResponse> modelStatistics(ModelStatisticsRequest request) {
        return answer(call -> ModelStatisticsResponse.newBuilder()
                .addAllModelStats(protocol.statistics(request.getName(), request.getVersion()).stream()
                        .map(WireWriter::statistics)
                        .toList())
                .build());
    }

    @Override
    public Uni<RepositoryIndexResponse> repositoryIndex(RepositoryIndexRequest request) {
        return answer(call -> RepositoryIndexResponse.newBuilder()
                .addAllModels(protocol.index(request.getReady()).stream()
                        .map(line -> RepositoryIndexResponse.ModelIndex.newBuilder()
                                .setName(line.name())
                                .setVersion(line.version())
                                .setState(line.state())
                                .setReason(line.reason())
                                .build())
                        .toList())
                .build());
    }

    @Override
    public Uni<RepositoryModelLoadResponse> repositoryModelLoad(RepositoryModelLoadRequest request) {
        return answer(call -> {
            protocol.load(
                    call, request.getModelName(), request.getParametersMap().keySet());
            return RepositoryModelLoadResponse.getDefaultInstance();
        });
    }

    @Override
    public Uni<RepositoryModelUnloadResponse> repositoryModelUnload(RepositoryModelUnloadRequest request) {
        return answer(call -> {
            protocol.unload(request.getModelName());
            return RepositoryModelUnloadResponse.getDefaultInstance();
        });
    }
}
