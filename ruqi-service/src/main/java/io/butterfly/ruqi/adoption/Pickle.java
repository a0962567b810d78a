package io.butterfly.ruqi.adoption;

import java.nio.BufferUnderflowException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Reads a Python pickle (protocols 0 to 4) without executing anything: a class is a name, and an object made by calling
 * one is {@link #OPAQUE}, whatever it was called with. What comes out is texts, numbers, booleans, null, lists and
 * maps, with opaque objects among them.
 */
final class Pickle {
    /** An object of some Python class: nothing is known of it, and nothing was done to make it. */
    static final Object OPAQUE = new Object();

    private static final Object MARK = new Object();
    private static final Object NULL = new Object();
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_OBJECTS = 100_000;

    private final PickleInput in;
    private final Deque<Object> stack = new ArrayDeque<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private Pickle(byte[] bytes) {
        in = new PickleInput(bytes);
    }

    /** Throws {@link IllegalArgumentException} when it is not a pickle, or one of a kind that no scheduler writes. */
    static Object read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("it is longer than " + MAX_BYTES + " bytes");
        }
        try {
            return new Pickle(bytes).run();
        } catch (BufferUnderflowException | NoSuchElementException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("it is cut off or damaged");
        }
    }

    private Object run() {
        while (true) {
            int code = in.small();
            if (code == '.') {
                return value(stack.pop());
            }
            if (!scalar(code) && !text(code) && !container(code) && !memory(code) && !object(code)) {
                throw new IllegalArgumentException("it has an operation that is not known, %#x".formatted(code));
            }
            if (stack.size() > MAX_OBJECTS || memo.size() > MAX_OBJECTS) {
                throw new IllegalArgumentException("it holds more than " + MAX_OBJECTS + " objects");
            }
        }
    }

    private boolean scalar(int code) {
        switch (code) {
            case 'N' -> stack.push(NULL);
            case 'I' -> stack.push(integer(in.line()));
            case 'L' -> stack.push(number(in.line().replace("L", "")));
            case 'F' -> stack.push(Double.valueOf(in.line()));
            case 'J' -> stack.push((long) in.large());
            case 'K' -> stack.push((long) in.small());
            case 'M' -> stack.push((long) (in.medium()));
            case 'G' -> stack.push(in.floating());
            case 0x88 -> stack.push(true);
            case 0x89 -> stack.push(false);
            case 0x8a -> stack.push(in.huge(in.small()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Object integer(String line) {
        return line.equals("01") ? (Object) true : line.equals("00") ? (Object) false : number(line);
    }

    private static Long number(String line) {
        try {
            return Long.valueOf(line);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("it has a number that is none");
        }
    }

    private boolean text(int code) {
        switch (code) {
            case 'S' -> stack.push(PickleText.quoted(in.line()));
            case 'V' -> stack.push(PickleText.raw(in.line()));
            case 'T', 'X', 'B' -> stack.push(in.utf8(in.large()));
            case 'U', 'C', 0x8c -> stack.push(in.utf8(in.small()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int code) {
        switch (code) {
            case '(' -> stack.push(MARK);
            case 'd' -> stack.push(map(new LinkedHashMap<>(), toMark()));
            case 'l', 't' -> stack.push(toMark());
            case '}' -> stack.push(new LinkedHashMap<>());
            case ']', ')' -> stack.push(new ArrayList<>());
            case 0x85, 0x86, 0x87 -> stack.push(top(code - 0x84));
            case 's' -> {
                List<Object> pair = top(2);
                fill(stack.peek(), pair);
            }
            case 'u' -> {
                List<Object> pairs = toMark();
                fill(stack.peek(), pairs);
            }
            case 'a' -> append(top(1));
            case 'e' -> append(toMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** An object that behaves like a map is opaque, too. */
    private static void fill(Object target, List<Object> pairs) {
        if (target instanceof Map<?, ?>) {
            @SuppressWarnings("unchecked")
            Map<Object, Object> map = (Map<Object, Object>) target;
            map(map, pairs);
        }
    }

    private static Map<Object, Object> map(Map<Object, Object> map, List<Object> pairs) {
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            if (pairs.get(i) instanceof String || pairs.get(i) instanceof Long) { // whose hash cannot go in circles
                map.put(pairs.get(i), value(pairs.get(i + 1)));
            }
        }
        return map;
    }

    private void append(List<Object> items) {
        if (stack.peek() instanceof List<?>) {
            @SuppressWarnings("unchecked")
            List<Object> list = (List<Object>) stack.peek();
            list.addAll(items);
        }
    }

    private List<Object> toMark() {
        List<Object> items = new ArrayList<>();
        for (Object item; (item = stack.pop()) != MARK; ) {
            items.add(item);
        }
        Collections.reverse(items);
        return items;
    }

    private List<Object> top(int count) {
        List<Object> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(stack.pop());
        }
        Collections.reverse(items);
        return items;
    }

    private static Object value(Object item) {
        return item == NULL ? null : item;
    }

    private boolean memory(int code) {
        switch (code) {
            case 'p' -> memo.put(number(in.line()), stack.getFirst());
            case 'q' -> memo.put((long) in.small(), stack.getFirst());
            case 'r' -> memo.put((long) in.large(), stack.getFirst());
            case 0x94 -> memo.put((long) memo.size(), stack.getFirst());
            case 'g' -> stack.push(remembered(number(in.line())));
            case 'h' -> stack.push(remembered((long) in.small()));
            case 'j' -> stack.push(remembered((long) in.large()));
            case '0' -> stack.pop();
            case '1' -> toMark();
            case '2' -> stack.push(stack.getFirst());
            case 0x80 -> in.skip(1);
            case 0x95 -> in.skip(8);
            default -> {
                return false;
            }
        }
        return true;
    }

    private Object remembered(Long at) {
        if (!memo.containsKey(at)) {
            throw new IllegalArgumentException("it is cut off or damaged");
        }
        return memo.get(at);
    }

    /** Classes, calls and states are only taken off the stack. */
    private boolean object(int code) {
        switch (code) {
            case 'c' -> {
                in.line();
                in.line();
                stack.push(OPAQUE);
            }
            case 'i' -> {
                in.line();
                in.line();
                toMark();
                stack.push(OPAQUE);
            }
            case 'o' -> {
                toMark();
                stack.push(OPAQUE);
            }
            case 0x93, 'R', 0x81 -> {
                top(2);
                stack.push(OPAQUE);
            }
            case 'b' -> stack.pop();
            default -> {
                return false;
            }
        }
        return true;
    }
}
