package aprendiz.model.tensors;

import aprendiz.model.Digest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Reads the data of a safetensors file once, from first byte to last, in a buffer of fixed size. */
public final class TensorSurvey {

    private static final int PIECE = 1 << 16;

    private final byte[] piece = new byte[PIECE];
    private final ByteBuffer numbers = ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN);

    private TensorSurvey() {}

    /**
     * Surveys every tensor.
     *
     * @param in stands behind the header, where {@link SafetensorsFile#check} leaves it
     * @param tensors what the header says
     * @return one for each, in the order in which they lie
     */
    public static List<TensorFacts> of(InputStream in, Collection<TensorInfo> tensors) throws IOException {
        TensorSurvey survey = new TensorSurvey();
        List<TensorFacts> facts = new ArrayList<>();
        List<TensorInfo> laidOut = new ArrayList<>(tensors);
        laidOut.sort(Comparator.comparingLong(TensorInfo::begin).thenComparing(TensorInfo::name));
        for (TensorInfo tensor : laidOut) {
            facts.add(survey.read(in, tensor));
        }
        return facts;
    }

    private TensorFacts read(InputStream in, TensorInfo tensor) throws IOException {
        MessageDigest sha = Digest.newSha256();
        double squares = 0;
        Long notFinite = null;
        long seen = 0;
        for (long left = tensor.size(); left > 0; ) {
            int n = in.readNBytes(piece, 0, (int) Math.min(PIECE, left));
            if (n == 0) {
                throw new EOFException("the file ends " + left + " bytes early");
            }
            sha.update(piece, 0, n);
            int width = tensor.dtype().bytes();
            for (int at = 0; at < n; at += width) {
                double value = tensor.dtype().value(numbers, at);
                squares += value * value;
                if (notFinite == null && !Double.isFinite(value)) {
                    notFinite = (seen + at) / width;
                }
            }
            seen += n;
            left -= n;
        }
        Double norm = notFinite != null || !tensor.dtype().isReal() ? null : (Double) Math.sqrt(squares);
        return new TensorFacts(tensor.name(), tensor.dtype(), tensor.dims(), Digest.finish(sha), norm, notFinite);
    }
}
