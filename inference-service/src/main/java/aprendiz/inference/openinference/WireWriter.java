package aprendiz.inference.openinference;

import aprendiz.inference.openinference.wire.DataType;
import aprendiz.inference.openinference.wire.InferStatistics;
import aprendiz.inference.openinference.wire.InferTensorContents;
import aprendiz.inference.openinference.wire.ModelConfig;
import aprendiz.inference.openinference.wire.ModelInferResponse;
import aprendiz.inference.openinference.wire.ModelInput;
import aprendiz.inference.openinference.wire.ModelMetadataResponse;
import aprendiz.inference.openinference.wire.ModelOutput;
import aprendiz.inference.openinference.wire.ModelStatistics;
import aprendiz.inference.openinference.wire.StatisticDuration;
import aprendiz.inference.serving.Usage;
import com.google.protobuf.ByteString;
import java.util.List;

/** Writes what goes out by gRPC. */
final class WireWriter {

    private WireWriter() {}

    /** @param raw true for raw contents, which clients get that sent raw ones */
    static ModelInferResponse write(InferResponse response, boolean raw) {
        ModelInferResponse.Builder message = ModelInferResponse.newBuilder()
                .setModelName(response.modelName())
                .setModelVersion(response.modelVersion())
                .setId(response.id());
        for (InferResponse.Output output : response.outputs()) {
            Tensor tensor = output.tensor();
            ModelInferResponse.InferOutputTensor.Builder one = message.addOutputsBuilder()
                    .setName(tensor.name())
                    .setDatatype(tensor.datatype().name())
                    .addAllShape(tensor.shape().sizes());
            if (raw) {
                message.addRawOutputContents(ByteString.copyFrom(RawElements.write(tensor.elements())));
            } else {
                one.setContents(typed(tensor.elements()));
            }
        }
        return message.build();
    }

    private static InferTensorContents typed(Elements elements) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        switch (elements) {
            case Elements.Real(var values) -> {
                for (int i = 0; i < values.limit(); i++) {
                    contents.addFp32Contents(values.get(i));
                }
            }
            case Elements.Whole(var values) -> {
                for (int i = 0; i < values.limit(); i++) {
                    contents.addInt64Contents(values.get(i));
                }
            }
            case Elements.Texts(var values) ->
                values.forEach(text -> contents.addBytesContents(ByteString.copyFromUtf8(text)));
        }
        return contents.build();
    }

    static ModelMetadataResponse metadata(Described model) {
        return ModelMetadataResponse.newBuilder()
                .setName(model.name())
                .addVersions(model.version())
                .setPlatform(model.platform())
                .addAllInputs(metadata(model.inputs()))
                .addAllOutputs(metadata(model.outputs()))
                .build();
    }

    private static List<ModelMetadataResponse.TensorMetadata> metadata(List<Spec> tensors) {
        return tensors.stream()
                .map(spec -> ModelMetadataResponse.TensorMetadata.newBuilder()
                        .setName(spec.name())
                        .setDatatype(spec.datatype().name())
                        .addAllShape(longs(spec.shape()))
                        .build())
                .toList();
    }

    static ModelConfig config(Described model, int most) {
        ModelConfig.Builder config = ModelConfig.newBuilder()
                .setName(model.name())
                .setPlatform(model.platform())
                .setBackend(OpenInference.NAME)
                .setMaxBatchSize(most);
        for (Spec spec : model.inputs()) {
            config.addInput(ModelInput.newBuilder()
                    .setName(spec.name())
                    .setDataType(DataType.valueOf(spec.datatype().inConfig()))
                    .addAllDims(ofOne(spec))
                    .setOptional(spec.optional()));
        }
        for (Spec spec : model.outputs()) {
            config.addOutput(ModelOutput.newBuilder()
                    .setName(spec.name())
                    .setDataType(DataType.valueOf(spec.datatype().inConfig()))
                    .addAllDims(ofOne(spec)));
        }
        return config.build();
    }

    private static List<Long> ofOne(Spec spec) {
        return longs(spec.shape().subList(1, spec.shape().size()));
    }

    private static List<Long> longs(List<Integer> values) {
        return values.stream().map(Integer::longValue).toList();
    }

    static ModelStatistics statistics(Statistics one) {
        Usage usage = one.usage();
        return ModelStatistics.newBuilder()
                .setName(one.name())
                .setVersion(one.version())
                .setInferenceCount(usage.texts())
                .setExecutionCount(usage.batches())
                .setInferenceStats(InferStatistics.newBuilder()
                        .setSuccess(duration(usage.answered()))
                        .setFail(duration(usage.failed()))
                        .setQueue(duration(usage.queue()))
                        .setComputeInput(duration(usage.reading()))
                        .setComputeInfer(duration(usage.compute()))
                        .setComputeOutput(duration(usage.writing())))
                .build();
    }

    private static StatisticDuration duration(Usage.Sum sum) {
        return StatisticDuration.newBuilder()
                .setCount(sum.count())
                .setNs(sum.nanos())
                .build();
    }
}
