package io.butterfly.baichuan.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Waits for what Redis answers, and reads it. */
public final class Answers {
    private static final String FULL = "OOM ";
    private static final List<String> TROUBLE =
            List.of(FULL, "READONLY", "MISCONF", "LOADING", "BUSY", "CLUSTERDOWN", "NOREPLICAS", "MASTERDOWN");

    private Answers() {}

    /** Waits for one answer. */
    public static <T> T await(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw translated(rootOf(e));
        } catch (CancellationException e) {
            throw new RedisUnavailable("the connection broke");
        }
    }

    /** Waits for all answers, whatever becomes of each, and throws the first error. */
    public static <T> List<T> await(List<? extends CompletionStage<T>> answers) {
        List<T> values = new ArrayList<>(answers.size());
        RuntimeException first = null;
        for (CompletionStage<T> answer : answers) {
            try {
                values.add(await(answer));
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return values;
    }

    /**
     * A command that Redis understood and could not do is our mistake, unless Redis says that it is in trouble itself.
     */
    private static RuntimeException translated(Throwable cause) {
        if (cause instanceof CancellationException) {
            return new RedisUnavailable("the connection broke");
        }
        String text = String.valueOf(cause.getMessage());
        boolean isAnswer = cause instanceof RedisCommandExecutionException;
        if (isAnswer && TROUBLE.stream().noneMatch(text::contains)
                || !(isAnswer || cause instanceof RedisException || cause instanceof IOException)) {
            return new IllegalStateException("Redis refused: " + text, cause);
        }
        return text.contains(FULL)
                ? RedisUnavailable.full()
                : new RedisUnavailable(
                        text.lines().findFirst().orElse(cause.getClass().getSimpleName()));
    }

    static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null
                && (root instanceof CompletionException || root.getCause() instanceof RedisException)) {
            root = root.getCause();
        }
        return root;
    }

    public static String text(Object value) {
        return value == null ? "" : new String((byte[]) value, StandardCharsets.UTF_8);
    }

    /** Empty when the bytes are not valid UTF-8: replacing some of them would change the text silently. */
    public static String wholeText(Object value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap((byte[]) value))
                    .toString(); // a new decoder reports what it cannot read
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    public static long number(Object value) {
        return value instanceof Long number ? number : Long.parseLong(text(value));
    }

    /** Whether a script that changes one thing, or answers a question, returned 1. */
    public static boolean isOne(List<Object> answer) {
        return number(answer.getFirst()) == 1;
    }

    @SuppressWarnings("unchecked")
    public static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    public static List<String> texts(Object value) {
        return list(value).stream().map(Answers::text).toList();
    }

    /** Groups what is sent to Redis, because each script works on one handler. */
    public static <T> Map<String, List<T>> by(Function<T, String> handler, List<T> items) {
        Map<String, List<T>> groups = new LinkedHashMap<>();
        items.forEach(item -> groups.computeIfAbsent(handler.apply(item), name -> new ArrayList<>())
                .add(item));
        return groups;
    }
}
