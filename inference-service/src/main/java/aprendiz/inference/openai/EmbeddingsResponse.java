package aprendiz.inference.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** A list of vectors as OpenAI writes it. */
record EmbeddingsResponse(String object, List<Embedding> data, String model, Usage usage) {

    /** {@code embedding} is a list of numbers or base64. */
    record Embedding(String object, int index, Object embedding) {}

    /** Tokens that were counted, special ones included. */
    record Usage(
            @JsonProperty("prompt_tokens") int prompt,
            @JsonProperty("total_tokens") int total) {}

    static EmbeddingsResponse of(String model, List<float[]> vectors, boolean base64, int tokens) {
        List<Embedding> data = IntStream.range(0, vectors.size())
                .mapToObj(i -> new Embedding("embedding", i, base64 ? base64(vectors.get(i)) : vectors.get(i)))
                .toList();
        return new EmbeddingsResponse("list", data, model, new Usage(tokens, tokens));
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
