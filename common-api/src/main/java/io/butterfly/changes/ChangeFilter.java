package io.butterfly.changes;

/**
 * Which changes to look for; an empty text stands for all.
 *
 * @param limit at most so many, the newest
 */
public record ChangeFilter(String who, String call, String object, int limit) {
    public boolean includes(Change change) {
        return isMeant(who, change.by().name()) && isMeant(call, change.call()) && isMeant(object, change.object());
    }

    private static boolean isMeant(String wanted, String there) {
        return wanted.isEmpty() || wanted.equals(there);
    }
}
