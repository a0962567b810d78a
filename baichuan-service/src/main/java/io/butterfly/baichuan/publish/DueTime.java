package io.butterfly.baichuan.publish;

/**
 * When a message may be claimed.
 *
 * @param millis from now on, or a Unix time in milliseconds; 0 for now
 */
public record DueTime(long millis, boolean isTime) {
    public static final DueTime NOW = new DueTime(0, false);

    private static final long TEN_YEARS = 315_360_000_000L;
    private static final long YEAR_2100 = 4_102_444_800_000L;

    public DueTime {
        Options.require(isTime || millis >= 0 && millis <= TEN_YEARS, "delay must be seconds from 0 to 315360000");
        Options.require(
                !isTime || millis >= 0 && millis <= YEAR_2100,
                "not_before must be a Unix time in seconds, before the year 2100");
    }

    public static DueTime in(double seconds) {
        return new DueTime(Math.round(seconds * 1000), false);
    }

    public static DueTime at(double unixSeconds) {
        return new DueTime(Math.round(unixSeconds * 1000), true);
    }

    /** As a Unix time in milliseconds, 0 when that is not later than now. */
    public long after(long now) {
        long time = isTime ? millis : now + millis;
        return time > now ? time : 0;
    }
}
