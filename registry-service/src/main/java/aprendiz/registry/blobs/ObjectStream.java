package aprendiz.registry.blobs;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;

/** The bytes of an object. Closing it early hangs up, instead of reading gigabytes that nobody wants. */
final class ObjectStream extends FilterInputStream {

    private final ResponseInputStream<?> object;
    private long left;

    ObjectStream(ResponseInputStream<?> object, long length) {
        super(object);
        this.object = object;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        left -= one < 0 ? 0 : 1;
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        left -= Math.max(count, 0);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        left -= skipped;
        return skipped;
    }

    @Override
    public void close() throws IOException {
        if (left > 0) {
            object.abort();
        } else {
            super.close();
        }
    }
}
