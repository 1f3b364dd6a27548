package aprendiz.transformers.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.WritableByteChannel;

/** How a TorchScript file keeps its weights. */
enum Storage {
    FP32("FloatStorage", Float.BYTES) {
        @Override
        void put(float value, ByteBuffer bytes) {
            bytes.putFloat(value);
        }
    },
    /** The upper half of fp32, rounded to the nearest, ties to even. */
    BF16("BFloat16Storage", Short.BYTES) {
        @Override
        void put(float value, ByteBuffer bytes) {
            int bits = Float.floatToRawIntBits(value);
            int rounded = Float.isNaN(value) ? bits | 0x400000 : bits + 0x7fff + (bits >>> 16 & 1);
            bytes.putShort((short) (rounded >>> 16));
        }
    };

    /** What PyTorch calls it. */
    final String word;
    /** Of one element. */
    final int bytes;

    Storage(String word, int bytes) {
        this.word = word;
        this.bytes = bytes;
    }

    abstract void put(float value, ByteBuffer bytes);

    void write(FloatBuffer values, WritableByteChannel out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            chunk.clear();
            while (values.hasRemaining() && chunk.hasRemaining()) {
                put(values.get(), chunk);
            }
            Proto.writeFully(out, chunk.flip());
        }
    }
}
