package aprendiz.inference.openinference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.inference.ServiceTest;
import aprendiz.inference.openinference.wire.GRPCInferenceServiceGrpc;
import aprendiz.inference.openinference.wire.InferParameter;
import aprendiz.inference.openinference.wire.InferTensorContents;
import aprendiz.inference.openinference.wire.ModelConfigRequest;
import aprendiz.inference.openinference.wire.ModelInferRequest;
import aprendiz.inference.openinference.wire.ModelInferResponse;
import aprendiz.inference.openinference.wire.ModelMetadataRequest;
import aprendiz.inference.openinference.wire.ModelMetadataResponse;
import aprendiz.inference.openinference.wire.ModelReadyRequest;
import aprendiz.inference.openinference.wire.ModelStatisticsRequest;
import aprendiz.inference.openinference.wire.ModelStreamInferResponse;
import aprendiz.inference.openinference.wire.RepositoryIndexRequest;
import aprendiz.inference.openinference.wire.RepositoryIndexResponse;
import aprendiz.inference.openinference.wire.RepositoryModelLoadRequest;
import aprendiz.inference.openinference.wire.RepositoryModelUnloadRequest;
import aprendiz.inference.openinference.wire.ServerLiveRequest;
import aprendiz.inference.openinference.wire.ServerMetadataRequest;
import aprendiz.inference.openinference.wire.ServerReadyRequest;
import aprendiz.model.ModelName;
import com.google.protobuf.ByteString;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By the stubs that gRPC's own compiler makes of the protocol. */
@QuarkusTest
class GrpcTest extends ServiceTest {

    @TestHTTPResource
    URI address;

    private ManagedChannel channel;
    private GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub service;

    @BeforeEach
    void connect() {
        channel = ManagedChannelBuilder.forAddress(address.getHost(), address.getPort())
                .usePlaintext()
                .build();
        service = GRPCInferenceServiceGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }

    private static ModelInferRequest.Builder request(ModelName model) {
        return ModelInferRequest.newBuilder().setModelName(model.toString()).setId("42");
    }

    private static ModelInferRequest.InferInputTensor.Builder input(String name, String datatype, long... shape) {
        ModelInferRequest.InferInputTensor.Builder input =
                ModelInferRequest.InferInputTensor.newBuilder().setName(name).setDatatype(datatype);
        for (long size : shape) {
            input.addShape(size);
        }
        return input;
    }

    private static InferTensorContents texts(String... texts) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        for (String text : texts) {
            contents.addBytesContents(ByteString.copyFromUtf8(text));
        }
        return contents.build();
    }

    @Test
    void saysWhatItIsAndHowItIs() {
        assertThat(service.serverLive(ServerLiveRequest.getDefaultInstance()).getLive())
                .isTrue();
        assertThat(service.serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
                .isTrue();
        assertThat(service.serverMetadata(ServerMetadataRequest.getDefaultInstance())
                        .getName())
                .isEqualTo("aprendiz");
        assertThat(HealthGrpc.newBlockingStub(channel)
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatus())
                .isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void saysWhatAModelTakesAndGives() {
        ModelName model = classifier("grpc-described");
        ModelMetadataResponse metadata = service.modelMetadata(ModelMetadataRequest.newBuilder()
                .setName("acme--grpc-described")
                .build());
        assertThat(metadata.getVersionsList()).containsExactly("1");
        assertThat(metadata.getInputs(0).getDatatype()).isEqualTo("BYTES");
        assertThat(metadata.getInputs(0).getShapeList()).containsExactly(-1L, 1L);
        assertThat(service.modelConfig(ModelConfigRequest.newBuilder()
                                .setName(model.toString())
                                .build())
                        .getConfig()
                        .getMaxBatchSize())
                .isEqualTo(256);
        assertThat(service.modelReady(ModelReadyRequest.newBuilder()
                                .setName(model.toString())
                                .build())
                        .getReady())
                .isTrue();
    }

    @Test
    void answersTypedContentsWithTypedOnes() {
        ModelName model = classifier("grpc-typed");
        ModelInferResponse response = service.modelInfer(request(model)
                .addInputs(input("text", "BYTES", 2).setContents(texts("a", "abc")))
                .putParameters(
                        "top_k", InferParameter.newBuilder().setInt64Param(1).build())
                .build());
        assertThat(response.getModelName()).isEqualTo("acme/grpc-typed");
        assertThat(response.getModelVersion()).isEqualTo("1");
        assertThat(response.getId()).isEqualTo("42");
        assertThat(response.getOutputsList())
                .extracting(ModelInferResponse.InferOutputTensor::getName)
                .containsExactly("answer", "label", "scores");
        assertThat(response.getOutputs(1).getContents().getBytesContents(1).toStringUtf8())
                .isEqualTo("good");
        assertThat(response.getOutputs(2).getContents().getFp32ContentsList())
                .containsExactly(0.5f, 0.5f, 0.11920292f, 0.8807971f);
    }

    @Test
    void answersRawContentsWithRawOnes() {
        ModelName model = classifier("grpc-raw");
        ByteBuffer ids = ByteBuffer.allocate(4 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ids.putLong(2).putLong(9).putLong(10).putLong(3);
        ByteBuffer mask = ByteBuffer.allocate(4 * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 4; i++) {
            mask.putShort((short) 0x3f80); // 1 as BF16
        }
        ModelInferResponse response = service.modelInfer(request(model)
                .addInputs(input("input_ids", "INT64", 1, 4))
                .addInputs(input("attention_mask", "BF16", 1, 4))
                .addRawInputContents(ByteString.copyFrom(ids.flip()))
                .addRawInputContents(ByteString.copyFrom(mask.flip()))
                .build());
        assertThat(response.getOutputs(0).getShapeList()).containsExactly(1L, 2L);
        ByteBuffer logits =
                response.getRawOutputContents(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        assertThat(logits.getFloat()).isEqualTo(1);
        assertThat(logits.getFloat()).isEqualTo(2);
    }

    @Test
    void answersAStreamOneAfterTheOther() throws Exception {
        ModelName model = classifier("grpc-stream");
        List<ModelStreamInferResponse> responses = new ArrayList<>();
        CompletableFuture<Void> over = new CompletableFuture<>();
        StreamObserver<ModelInferRequest> requests = GRPCInferenceServiceGrpc.newStub(channel)
                .modelStreamInfer(new StreamObserver<>() {
                    @Override
                    public void onNext(ModelStreamInferResponse response) {
                        responses.add(response);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        over.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        over.complete(null);
                    }
                });
        ModelInferRequest good = request(model)
                .addInputs(input("text", "BYTES", 1).setContents(texts("abc")))
                .build();
        requests.onNext(good);
        requests.onNext(good.toBuilder().setModelName("acme/not-there").build());
        requests.onNext(good);
        requests.onCompleted();
        over.get(30, TimeUnit.SECONDS);
        assertThat(responses).hasSize(3);
        assertThat(responses.get(1).getErrorMessage()).contains("acme/not-there");
        assertThat(responses.get(1).getInferResponse().getId()).isEqualTo("42");
        assertThat(responses.get(2).getInferResponse().getOutputsCount()).isEqualTo(3);
    }

    @Test
    void saysByItsStatusWhatIsWrong() {
        ModelName model = classifier("grpc-wrong");
        refuses(Status.Code.INVALID_ARGUMENT, "at least one tensor", request(model));
        refuses(
                Status.Code.NOT_FOUND,
                "acme/not-there",
                request(ModelName.of("acme/not-there"))
                        .addInputs(input("text", "BYTES", 1).setContents(texts("a"))));
        refuses(
                Status.Code.INVALID_ARGUMENT,
                "means 2 elements, but the data has 1",
                request(model).addInputs(input("text", "BYTES", 2).setContents(texts("a"))));
        refuses(
                Status.Code.INVALID_ARGUMENT,
                "raw_input_contents only",
                request(model).addInputs(input("input_ids", "FP16", 1, 1)));
        refuses(
                Status.Code.INVALID_ARGUMENT,
                "has 1 elements for 2 inputs",
                request(model)
                        .addInputs(input("text", "BYTES", 1))
                        .addInputs(input("text_pair", "BYTES", 1))
                        .addRawInputContents(ByteString.EMPTY));
        refuses(
                Status.Code.INVALID_ARGUMENT,
                "is not UTF-8",
                request(model)
                        .addInputs(input("text", "BYTES", 1)
                                .setContents(InferTensorContents.newBuilder()
                                        .addBytesContents(ByteString.copyFrom(new byte[] {(byte) 0xff})))));
    }

    @Test
    void refusesWhatIsTooLargeAndGoesOn() {
        ModelName model = classifier("grpc-large");
        ModelInferRequest.InferInputTensor.Builder text = input("text", "BYTES", 1);
        refuses(
                Status.Code.INVALID_ARGUMENT,
                "1048576 bytes",
                request(model).addInputs(text.setContents(texts("a ".repeat(1_000_000)))));
        refuses(
                Status.Code.RESOURCE_EXHAUSTED,
                "",
                request(model).addInputs(text.setContents(texts("a ".repeat(5_000_000)))));
        ModelInferRequest.Builder small =
                request(model).addInputs(input("text", "BYTES", 1).setContents(texts("a")));
        assertThat(service.modelInfer(small.build()).getOutputsCount()).isEqualTo(3);
    }

    private void refuses(Status.Code code, String complaint, ModelInferRequest.Builder request) {
        assertThatThrownBy(() -> service.modelInfer(request.build()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(code))
                .hasMessageContaining(complaint);
    }

    @Test
    void loadsAndUnloadsAndKeepsCount() {
        ModelName model = classifier("grpc-kept");
        service.repositoryModelLoad(RepositoryModelLoadRequest.newBuilder()
                .setModelName(model.toString())
                .build());
        assertThat(index()).contains("acme/grpc-kept");
        service.modelInfer(request(model)
                .addInputs(input("text", "BYTES", 2, 1).setContents(texts("a", "b")))
                .build());
        assertThat(service.modelStatistics(ModelStatisticsRequest.newBuilder()
                                .setName(model.toString())
                                .build())
                        .getModelStats(0)
                        .getInferenceCount())
                .isEqualTo(2);
        service.repositoryModelUnload(RepositoryModelUnloadRequest.newBuilder()
                .setModelName(model.toString())
                .build());
        assertThat(index()).doesNotContain("acme/grpc-kept");
    }

    private List<String> index() {
        return service.repositoryIndex(RepositoryIndexRequest.getDefaultInstance()).getModelsList().stream()
                .map(RepositoryIndexResponse.ModelIndex::getName)
                .toList();
    }
}
