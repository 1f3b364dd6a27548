package aprendiz.transformers.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Byte-pair encoding (Sennrich et al. 2016, algorithm 1) over words, with {@code ##} before pieces inside of a word. A
 * count is brought up to date only when its pair is the next.
 */
final class PieceMerges {

    private static final String PREFIX = "##";
    private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

    /** Two pieces that are seen together: the most frequent first, then the oldest. */
    private record Pair(int left, int right, long count) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            int byCount = Long.compare(other.count, count);
            int byLeft = byCount != 0 ? byCount : Integer.compare(left, other.left);
            return byLeft != 0 ? byLeft : Integer.compare(right, other.right);
        }

        long key() {
            return PieceMerges.key(left, right);
        }
    }

    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final List<String> tokens = new ArrayList<>();
    private final List<int[]> words = new ArrayList<>();
    private final long[] seen;
    private final Map<Long, Long> counts = new HashMap<>();
    private final Map<Long, List<Integer>> places = new HashMap<>();
    private final PriorityQueue<Pair> queue = new PriorityQueue<>();

    PieceMerges(WordPieceTraining settings, Map<String, Long> wordCounts) {
        SPECIAL.forEach(this::id);
        settings.alphabet(wordCounts).forEach(point -> id(Character.toString(point)));
        seen = wordCounts.values().stream().mapToLong(Long::longValue).toArray();
        wordCounts.keySet().forEach(word -> words.add(letters(word)));
        for (int word = 0; word < words.size(); word++) {
            int[] pieces = words.get(word);
            for (int i = 0; i + 1 < pieces.length; i++) {
                change(pieces[i], pieces[i + 1], seen[word], word);
            }
        }
        enqueue(counts.keySet());
        while (tokens.size() < settings.size() && !queue.isEmpty()) {
            Pair top = queue.poll();
            long count = counts.get(top.key());
            if (count != top.count) {
                queue.add(new Pair(top.left, top.right, count));
            } else if (count < Math.max(1, settings.minFrequency())) {
                break;
            } else {
                merge(top);
            }
        }
    }

    List<String> tokens() {
        return List.copyOf(tokens);
    }

    private int id(String token) {
        return ids.computeIfAbsent(token, one -> {
            tokens.add(one);
            return tokens.size() - 1;
        });
    }

    /** A word as single characters; those that are not in the alphabet are left out. */
    private int[] letters(String word) {
        int[] points = word.codePoints().toArray();
        int[] pieces = new int[points.length];
        int size = 0;
        for (int i = 0; i < points.length; i++) {
            String letter = Character.toString(points[i]);
            if (ids.containsKey(letter)) {
                pieces[size++] = id(i == 0 ? letter : PREFIX + letter);
            }
        }
        return Arrays.copyOf(pieces, size);
    }

    private void merge(Pair pair) {
        String right = tokens.get(pair.right);
        int merged = id(tokens.get(pair.left) + (right.startsWith(PREFIX) ? right.substring(PREFIX.length()) : right));
        SortedSet<Long> formed = new TreeSet<>();
        List<Integer> where = places.remove(pair.key());
        if (where != null) { // a pair that was queued twice is merged once
            where.forEach(word -> merge(pair, merged, word, formed));
        }
        enqueue(formed);
    }

    private void merge(Pair pair, int merged, int word, SortedSet<Long> formed) {
        int[] pieces = words.get(word);
        int[] next = new int[pieces.length];
        int size = 0;
        int at = 0;
        while (at < pieces.length) {
            if (at + 1 == pieces.length || pieces[at] != pair.left || pieces[at + 1] != pair.right) {
                next[size++] = pieces[at++];
                continue;
            }
            if (size > 0) {
                change(next[size - 1], pair.left, -seen[word], word);
                change(next[size - 1], merged, seen[word], word);
                formed.add(key(next[size - 1], merged));
            }
            at += 2;
            if (at < pieces.length) {
                change(pair.right, pieces[at], -seen[word], word);
                change(merged, pieces[at], seen[word], word);
                formed.add(key(merged, pieces[at]));
            }
            next[size++] = merged;
        }
        words.set(word, Arrays.copyOf(next, size));
    }

    private void change(int left, int right, long by, int word) {
        long key = key(left, right);
        counts.merge(key, by, Long::sum);
        if (by > 0) {
            places.computeIfAbsent(key, pair -> new ArrayList<>()).add(word);
        }
    }

    private void enqueue(Collection<Long> keys) {
        for (long key : keys) {
            if (counts.get(key) > 0) {
                queue.add(new Pair((int) (key >>> 32), (int) key, counts.get(key)));
            }
        }
    }

    private static long key(int left, int right) {
        return ((long) left << 32) | right;
    }
}
