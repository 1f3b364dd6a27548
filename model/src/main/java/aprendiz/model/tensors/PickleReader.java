package aprendiz.model.tensors;

import aprendiz.model.Problem;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pickle that holds tensors and nothing else. Nothing is imported, called or run: an operation means a tensor, or
 * it is refused. Operations are those of Python's {@code pickletools}, protocols 2 to 4.
 */
final class PickleReader {

    private final ByteBuffer in;
    private final List<Pickled> stack = new ArrayList<>();
    private final Map<Integer, Pickled> memo = new HashMap<>();

    private PickleReader(byte[] pickle) {
        in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads one value.
     *
     * @throws Problem of kind INVALID that says what the pickle holds that is not of a tensor
     */
    static Pickled read(byte[] pickle) {
        try {
            return new PickleReader(pickle).run();
        } catch (BufferUnderflowException e) {
            throw bad("it ends too soon");
        }
    }

    private Pickled run() {
        while (true) {
            int operation = in.get() & 0xff;
            if (operation == '.') {
                return pop();
            }
            step(operation);
        }
    }

    private void step(int operation) {
        switch (operation) {
            case 0x80 -> in.get(); // PROTO
            case 0x95 -> in.getLong(); // FRAME
            case 'N', 0x88, 0x89 -> stack.add(new Pickled.Other()); // NONE, NEWTRUE, NEWFALSE
            case 'G' -> {
                in.getLong(); // BINFLOAT
                stack.add(new Pickled.Other());
            }
            case 'K' -> stack.add(new Pickled.Whole(in.get() & 0xff));
            case 'M' -> stack.add(new Pickled.Whole(in.getShort() & 0xffff));
            case 'J' -> stack.add(new Pickled.Whole(in.getInt()));
            case 0x8a -> stack.add(new Pickled.Whole(longOf(in.get() & 0xff))); // LONG1
            case 'X' -> stack.add(new Pickled.Text(text(in.getInt())));
            case 0x8c -> stack.add(new Pickled.Text(text(in.get() & 0xff))); // SHORT_BINUNICODE
            case 'c' -> stack.add(new Pickled.Name(TorchName.of(line(), line())));
            case 'i' -> throw bad("it makes an object of " + TorchName.of(line(), line()));
            case 0x93 -> { // STACK_GLOBAL
                String name = popText();
                stack.add(new Pickled.Name(TorchName.of(popText(), name)));
            }
            case '(' -> stack.add(new Pickled.Mark());
            case ')' -> stack.add(new Pickled.Items(List.of()));
            case 't' -> stack.add(new Pickled.Items(popToMark()));
            case 0x85 -> tuple(1);
            case 0x86 -> tuple(2);
            case 0x87 -> tuple(3);
            case ']' -> stack.add(new Pickled.Items(new ArrayList<>()));
            case 'a' -> append(List.of(pop()));
            case 'e' -> append(popToMark());
            case '}' -> stack.add(new Pickled.Dict(new LinkedHashMap<>()));
            case 's' -> {
                Pickled value = pop();
                put(List.of(pop(), value));
            }
            case 'u' -> put(popToMark());
            case 'q' -> memo.put(in.get() & 0xff, top());
            case 'r' -> memo.put(in.getInt(), top());
            case 0x94 -> memo.put(memo.size(), top()); // MEMOIZE
            case 'h' -> recall(in.get() & 0xff);
            case 'j' -> recall(in.getInt());
            case 'Q' -> stack.add(storage(pop())); // BINPERSID
            case 'R' -> {
                Pickled arguments = pop();
                stack.add(reduce(popName(), arguments));
            }
            case 'b' -> { // BUILD: attributes, of which a dictionary of tensors needs none
                pop();
                if (!(top() instanceof Pickled.Dict)) {
                    throw bad("it sets attributes of something that is no dictionary");
                }
            }
            default -> throw bad("operation 0x" + Integer.toHexString(operation) + " is no part of a tensor");
        }
    }

    private static Pickled reduce(TorchName function, Pickled arguments) {
        List<Pickled> given = items(arguments);
        return switch (function) {
            case ORDERED_DICT -> {
                if (!given.isEmpty()) {
                    throw bad("an OrderedDict is made of something");
                }
                yield new Pickled.Dict(new LinkedHashMap<>());
            }
            case TENSOR, TENSOR_V2 -> tensor(given);
            case PARAMETER -> {
                if (given.isEmpty() || !(given.getFirst() instanceof Pickled.Tensor tensor)) {
                    throw bad("a parameter is made of something that is no tensor");
                }
                yield tensor;
            }
            case DOUBLES, FLOATS, HALVES, BFLOATS, LONGS, INTS, SHORTS, CHARS, BYTES, BOOLS ->
                throw bad("it calls " + function);
        };
    }

    /** {@code _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)} */
    private static Pickled tensor(List<Pickled> given) {
        if (given.size() < 4 || !(given.getFirst() instanceof Pickled.Storage storage)) {
            throw bad("a tensor is made of something that is no storage");
        }
        return new Pickled.Tensor(storage, whole(given.get(1)), wholes(given.get(2)), wholes(given.get(3)));
    }

    /** {@code ('storage', torch.FloatStorage, key, device, elements)} */
    private static Pickled storage(Pickled id) {
        List<Pickled> parts = items(id);
        if (parts.size() < 5
                || !(parts.getFirst() instanceof Pickled.Text(String word))
                || !word.equals("storage")
                || !(parts.get(1) instanceof Pickled.Name(TorchName type))
                || !(parts.get(2) instanceof Pickled.Text(String key))) {
            throw bad("a persistent id is not of a storage");
        }
        return new Pickled.Storage(type.dtype(), key);
    }

    private void tuple(int size) {
        Deque<Pickled> items = new ArrayDeque<>();
        for (int i = 0; i < size; i++) {
            items.addFirst(pop());
        }
        stack.add(new Pickled.Items(List.copyOf(items)));
    }

    private void append(List<Pickled> more) {
        if (!(top() instanceof Pickled.Items(List<Pickled> items) && items instanceof ArrayList<Pickled> list)) {
            throw bad("it appends to something that is no list");
        }
        list.addAll(more);
    }

    private void put(List<Pickled> pairs) {
        if (!(top() instanceof Pickled.Dict(Map<String, Pickled> entries)) || pairs.size() % 2 != 0) {
            throw bad("it puts something into what is no dictionary");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            if (!(pairs.get(i) instanceof Pickled.Text(String key))) {
                throw bad("a key of a dictionary is no text");
            }
            entries.put(key, pairs.get(i + 1));
        }
    }

    private void recall(int place) {
        Pickled known = memo.get(place);
        if (known == null) {
            throw bad("it recalls what it has not kept");
        }
        stack.add(known);
    }

    private Pickled top() {
        if (stack.isEmpty() || stack.getLast() instanceof Pickled.Mark) {
            throw bad("an operation has nothing to work on");
        }
        return stack.getLast();
    }

    private Pickled pop() {
        Pickled top = top();
        stack.removeLast();
        return top;
    }

    private List<Pickled> popToMark() {
        int mark = stack.size() - 1;
        while (mark >= 0 && !(stack.get(mark) instanceof Pickled.Mark)) {
            mark--;
        }
        if (mark < 0) {
            throw bad("it collects from a mark that is not there");
        }
        List<Pickled> items = List.copyOf(stack.subList(mark + 1, stack.size()));
        stack.subList(mark, stack.size()).clear();
        return items;
    }

    private String popText() {
        if (pop() instanceof Pickled.Text(String text)) {
            return text;
        }
        throw bad("a name is no text");
    }

    private TorchName popName() {
        if (pop() instanceof Pickled.Name(TorchName name)) {
            return name;
        }
        throw bad("it calls something that is no function");
    }

    private static List<Pickled> items(Pickled value) {
        if (value instanceof Pickled.Items(List<Pickled> items)) {
            return items;
        }
        throw bad("something is no tuple");
    }

    private static long whole(Pickled value) {
        if (value instanceof Pickled.Whole(long number)) {
            return number;
        }
        throw bad("something is no whole number");
    }

    private static List<Long> wholes(Pickled value) {
        return items(value).stream().map(PickleReader::whole).toList();
    }

    private long longOf(int bytes) {
        if (bytes > Long.BYTES) {
            throw bad("a whole number of " + bytes + " bytes");
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            long next = i == bytes - 1 ? in.get() : in.get() & 0xff;
            value |= next << (8 * i);
        }
        return value;
    }

    private String text(int size) {
        if (size < 0 || size > in.remaining()) {
            throw bad("it ends too soon");
        }
        byte[] bytes = new byte[size];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() {
        int start = in.position();
        while (in.get() != '\n') {
            if (in.position() - start > 500) {
                throw bad("a name of more than 500 bytes");
            }
        }
        return new String(in.array(), start, in.position() - 1 - start, StandardCharsets.UTF_8);
    }

    private static Problem bad(String what) {
        return Problem.invalid("Bad pickle", "data.pkl: " + what);
    }
}
