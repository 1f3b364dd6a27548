package aprendiz.model.signing;

import aprendiz.model.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file.
 *
 * @param label {@code PUBLIC KEY}, {@code EC PRIVATE KEY}
 */
@SuppressWarnings("ArrayRecordComponent")
record Pem(String label, byte[] content) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]*?)\\s*-----END \\1-----");

    /**
     * Every block of a file, in its order.
     *
     * @param name what to call the file in a complaint
     */
    static List<Pem> read(String text, String name) {
        List<Pem> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            try {
                String base64 = matcher.group(2).replaceAll("\\s", "");
                blocks.add(new Pem(matcher.group(1), Base64.getDecoder().decode(base64)));
            } catch (IllegalArgumentException e) {
                throw Problem.invalid("Bad key file", name + ": its " + matcher.group(1) + " is no base64");
            }
        }
        return blocks;
    }

    String text() {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.US_ASCII);
    }
}
