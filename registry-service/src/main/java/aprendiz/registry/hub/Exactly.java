package aprendiz.registry.hub;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that must be as long as was said, and is refused as soon as it is longer. */
final class Exactly extends FilterInputStream {

    private final long size;
    private final String what;
    private long count;

    Exactly(InputStream in, long size, String what) {
        super(in);
        this.size = size;
        this.what = what;
    }

    static HubProblem wrong(String what, long found, long size) {
        return new HubProblem(
                400, null, null, what + ": " + found + " bytes have come, but " + size + " were announced");
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? -1 : 1);
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count(n);
        return n;
    }

    private void count(int n) {
        count += Math.max(0, n);
        if (count > size || (n < 0 && count < size)) {
            throw wrong(what, count, size);
        }
    }
}
