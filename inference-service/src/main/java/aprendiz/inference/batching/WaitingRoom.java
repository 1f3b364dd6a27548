package aprendiz.inference.batching;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * The texts that wait, by their length. The next batch is the one that is due first and, beside it, those of like length,
 * so that little of a batch is padding. For one thread at a time.
 */
final class WaitingRoom {

    private final NavigableMap<Integer, PriorityQueue<Part>> byLength = new TreeMap<>();
    private int size;
    private long tokens;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(Part part) {
        byLength.computeIfAbsent(part.length(), length -> new PriorityQueue<>((a, b) -> Long.signum(a.due() - b.due())))
                .add(part);
        size++;
        tokens += part.length();
    }

    /** Throws out what nobody waits for any more. */
    List<Part> dropOver() {
        List<Part> dropped = new ArrayList<>();
        byLength.values().forEach(queue -> queue.removeIf(part -> part.over() && dropped.add(part)));
        byLength.values().removeIf(PriorityQueue::isEmpty);
        dropped.forEach(this::forget);
        return dropped;
    }

    /**
     * The next batch, never empty.
     *
     * @param sharers how many are about to take one; each leaves the others their part
     */
    List<Part> next(BatchLimits limits, int sharers) {
        List<Part> batch = new ArrayList<>();
        long share = sharers == 1 ? limits.tokens() : 1 + tokens / sharers;
        BatchLimits mine = limits.withTokens((int) Math.min(limits.tokens(), share));
        Part first = first();
        int longest = first.length();
        int real = longest;
        batch.add(take(first.length()));
        while (true) {
            Integer shorter = byLength.floorKey(longest);
            Integer longer = byLength.higherKey(longest);
            int next;
            if (shorter != null && mine.allow(batch.size() + 1, longest, real + shorter)) {
                next = shorter;
            } else if (longer != null && mine.allow(batch.size() + 1, longer, real + longer)) {
                next = longer;
            } else {
                return batch;
            }
            longest = Math.max(longest, next);
            real += next;
            batch.add(take(next));
        }
    }

    private Part first() {
        Part first = null;
        for (Map.Entry<Integer, PriorityQueue<Part>> queue : byLength.entrySet()) {
            Part head = queue.getValue().peek();
            if (first == null || head.due() - first.due() < 0) {
                first = head;
            }
        }
        return first;
    }

    private Part take(int length) {
        PriorityQueue<Part> queue = byLength.get(length);
        Part part = queue.remove();
        if (queue.isEmpty()) {
            byLength.remove(length);
        }
        forget(part);
        return part;
    }

    private void forget(Part part) {
        size--;
        tokens -= part.length();
    }
}
