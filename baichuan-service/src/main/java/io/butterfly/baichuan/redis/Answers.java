package io.butterfly.baichuan.redis;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads what scripts answer, and sorts what they are asked. */
public final class Answers {
    private Answers() {}

    public static String text(Object value) {
        return value == null ? "" : new String((byte[]) value, StandardCharsets.UTF_8);
    }

    /** Empty when the bytes are not UTF-8 to the letter: nothing of them is to be changed without a word. */
    public static String wholeText(Object value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap((byte[]) value))
                    .toString(); // a decoder of its own reports
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    public static long number(Object value) {
        return value instanceof Long number ? number : Long.parseLong(text(value));
    }

    @SuppressWarnings("unchecked")
    public static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    public static List<String> texts(Object value) {
        return list(value).stream().map(Answers::text).toList();
    }

    public static <T> Map<String, List<T>> by(Function<T, String> handler, List<T> items) {
        Map<String, List<T>> groups = new LinkedHashMap<>();
        items.forEach(item -> groups.computeIfAbsent(handler.apply(item), name -> new ArrayList<>())
                .add(item));
        return groups;
    }
}
