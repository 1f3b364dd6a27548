package aprendiz.transformers.text;

import java.util.Map;

/**
 * Cuts words into the longest pieces that the vocabulary has, from the left (Wu et al. 2016, section 4.1, as BERT does it).
 *
 * @param ids the vocabulary
 * @param unknown the token of a word that cannot be cut so
 * @param prefix what the vocabulary puts before a piece that continues a word
 * @param longest words of more characters are unknown
 */
record WordPiece(Map<String, Integer> ids, int unknown, String prefix, int longest) {

    /** Adds the pieces of a word. */
    void cut(NormalizedText text, int from, int to, int word, Pieces pieces) {
        int before = pieces.size;
        if (to - from <= longest && cut(text.text(from, to), text, from, word, pieces)) {
            return;
        }
        pieces.size = before;
        pieces.add(unknown, text.start(from), text.end(to - 1), word);
    }

    private boolean cut(String letters, NormalizedText text, int from, int word, Pieces pieces) {
        int point = from;
        for (int at = 0; at < letters.length(); ) {
            int end = letters.length();
            Integer id = null;
            while (end > at) {
                String piece = letters.substring(at, end);
                id = ids.get(at == 0 ? piece : prefix.concat(piece));
                if (id != null) {
                    break;
                }
                end = letters.offsetByCodePoints(end, -1);
            }
            if (id == null) {
                return false;
            }
            int next = point + letters.codePointCount(at, end);
            pieces.add(id, text.start(point), text.end(next - 1), word);
            point = next;
            at = end;
        }
        return true;
    }
}
