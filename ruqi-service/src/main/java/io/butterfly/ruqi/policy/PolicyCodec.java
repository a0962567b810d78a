package io.butterfly.ruqi.policy;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.ruqi.policy.Policies.Execution;
import io.butterfly.ruqi.policy.Policies.Failures;
import io.butterfly.ruqi.policy.Policies.Lateness;
import io.butterfly.ruqi.policy.Policies.Schedule;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads policies from texts, and writes them: the parameters of {@code job_add} by their names, as they are given,
 * stored and shown. What is missing or empty has its default.
 */
public final class PolicyCodec {
    private static final int YEAR_SECONDS = 366 * 86_400;
    private static final int MAX_JITTER_SECONDS = 86_400;
    private static final int MAX_RETRIES = 100;
    private static final int MAX_FAILURES = 1_000;

    private static final Field<Misfire> MISFIRE =
            field("misfire", PolicyText.choice(Misfire.values()), Misfire.ONCE, all -> all.lateness()
                    .misfire());
    private static final Field<Duration> GRACE =
            field("misfire_grace", PolicyText.seconds(0, YEAR_SECONDS), Duration.ofSeconds(30), all -> all.lateness()
                    .grace());
    private static final Field<Optional<Overlap>> OVERLAP =
            optional("overlap", PolicyText.choice(Overlap.values()), Policies::overlap);
    private static final Field<Optional<ZoneId>> TIME_ZONE =
            optional("time_zone", PolicyText.ZONE, all -> all.schedule().timeZone());
    private static final Field<Duration> JITTER =
            field("jitter", PolicyText.seconds(0, MAX_JITTER_SECONDS), Duration.ZERO, all -> all.schedule()
                    .jitter());
    private static final Field<Integer> RETRY_MAX = field(
            "retry_max", PolicyText.whole(MAX_RETRIES), 0, all -> all.failures().retryMax());
    private static final Field<Optional<Duration>> TIMEOUT =
            optional("timeout", PolicyText.seconds(1, YEAR_SECONDS), all -> all.execution()
                    .timeout());
    private static final Field<Duration> DISPATCH_TIMEOUT = field(
            "dispatch_timeout", PolicyText.seconds(1, YEAR_SECONDS), Duration.ofMinutes(10), all -> all.execution()
                    .dispatchTimeout());
    private static final Field<Optional<Delivery>> DELIVERY =
            optional("delivery", PolicyText.choice(Delivery.values()), all -> all.execution()
                    .delivery());
    private static final Field<Optional<LocalDateTime>> START_AT =
            optional("start_at", PolicyText.LOCAL_TIME, all -> all.schedule().startAt());
    private static final Field<Optional<LocalDateTime>> END_AT =
            optional("end_at", PolicyText.LOCAL_TIME, all -> all.schedule().endAt());
    private static final Field<Optional<String>> EXPECT_STAT =
            optional("expect_stat", PolicyText.NAME, all -> all.execution().expectStat());
    private static final Field<Integer> PAUSE_AFTER =
            field("pause_after_failures", PolicyText.whole(MAX_FAILURES), 0, all -> all.failures()
                    .pauseAfter());
    private static final Field<Optional<String>> CALENDAR =
            optional("calendar", PolicyText.NAME, all -> all.schedule().calendar());

    private static final List<Field<?>> FIELDS = List.of(
            MISFIRE,
            GRACE,
            OVERLAP,
            TIME_ZONE,
            JITTER,
            RETRY_MAX,
            TIMEOUT,
            DISPATCH_TIMEOUT,
            DELIVERY,
            START_AT,
            END_AT,
            EXPECT_STAT,
            PAUSE_AFTER,
            CALENDAR);

    public static final Set<String> NAMES = FIELDS.stream().map(Field::name).collect(Collectors.toUnmodifiableSet());

    private PolicyCodec() {}

    /**
     * One policy.
     *
     * @param read of a text that is given, by the policy's name
     * @param write the text of a value; empty for the default
     */
    private record Field<T>(
            String name, Function<Optional<String>, T> read, Function<Policies, Optional<String>> write) {
        T in(Map<String, String> given) {
            return read.apply(Optional.ofNullable(given.get(name)).filter(text -> !text.isEmpty()));
        }
    }

    private static <T> Field<T> field(String name, PolicyText<T> text, T byDefault, Function<Policies, T> value) {
        return new Field<>(
                name, given -> given.map(word -> text.read(name, word)).orElse(byDefault), policies -> Optional.of(
                                value.apply(policies))
                        .filter(set -> !set.equals(byDefault))
                        .map(text::write));
    }

    private static <T> Field<Optional<T>> optional(
            String name, PolicyText<T> text, Function<Policies, Optional<T>> value) {
        return new Field<>(name, given -> given.map(word -> text.read(name, word)), policies -> value.apply(policies)
                .map(text::write));
    }

    /** Throws {@link Refusal}, naming the parameter and what it may be. */
    public static Policies read(Map<String, String> given) {
        Policies policies = new Policies(
                new Schedule(
                        TIME_ZONE.in(given),
                        JITTER.in(given),
                        START_AT.in(given),
                        END_AT.in(given),
                        CALENDAR.in(given)),
                new Lateness(MISFIRE.in(given), GRACE.in(given)),
                OVERLAP.in(given),
                new Execution(TIMEOUT.in(given), DISPATCH_TIMEOUT.in(given), DELIVERY.in(given), EXPECT_STAT.in(given)),
                new Failures(RETRY_MAX.in(given), PAUSE_AFTER.in(given)));
        requireOrder(policies.schedule());
        return policies;
    }

    private static void requireOrder(Schedule window) {
        if (window.startAt().isPresent()
                && window.endAt()
                        .filter(end -> end.isBefore(window.startAt().get()))
                        .isPresent()) {
            throw new Refusal(Stat.ERR, "end_at must not be before start_at");
        }
    }

    /** The texts of what is not as by default, by their names in order; {@link #read} takes them. */
    public static Map<String, String> write(Policies policies) {
        Map<String, String> texts = new TreeMap<>();
        FIELDS.forEach(field -> field.write().apply(policies).ifPresent(text -> texts.put(field.name(), text)));
        return texts;
    }
}
