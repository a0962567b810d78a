package io.butterfly.xingqiao.workflow;

import java.util.List;

/** What the columns of the tables hold, in characters. */
public final class Limits {
    /** Names, labels, ids: every column of the contract that has no width of its own. */
    public static final int NAME = 64;

    /** Of a job that is a task; each level of such jobs makes it longer by a task's id and the number of its start. */
    public static final int SUB_JOB_REQID = 128;

    public static final int JOB_EXTRA = 10_240;
    public static final int LOCKS = 64;
    public static final int TAGS = 128;
    static final int CMD = 128;
    static final int NAMES = 1_024;
    static final int DEPENDENCIES = 10_240;

    private Limits() {}

    /** Throws {@link InvalidPlan}, naming what is too long. */
    public static void check(String what, String text, int limit) {
        int length = text.codePointCount(0, text.length());
        if (length > limit) {
            throw new InvalidPlan(what + " has " + length + " characters, " + limit + " are allowed");
        }
    }

    static void check(String what, List<String> names, int limit) {
        check(what + ", joined by commas,", String.join(",", names), limit);
    }
}
