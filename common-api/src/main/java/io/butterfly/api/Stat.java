package io.butterfly.api;

/**
 * Result codes that our own services answer. {@code stat} on the wire is text: handlers may answer any other code that
 * begins with {@code ERR_}, and only {@link #OK} means success.
 */
public enum Stat {
    OK,
    ERR,
    ERR_BAD_PARAMS,
    ERR_SERVER_EXCEPTION,
    /** The caller's token does not reach so far. */
    ERR_NOT_ALLOWED,
    /**
     * Nothing was done, try again: so many bytes of requests and replies are under way that this one finds no room in
     * memory, or an equal message that is to take the parameters of this one is being published at this moment.
     */
    ERR_BUSY,

    ERR_MSG_NOT_EXIST,
    /** The id belongs to a message for another handler or with other parameters, or an equal message is under way. */
    ERR_MSG_EXIST,
    ERR_MSG_IN_QUEUED,
    ERR_MSG_IN_STARTED,
    ERR_MSG_EXE_FAILED,
    ERR_MSG_RESULT_FAILED,
    ERR_MSG_LOST,
    ERR_MSG_TIMEOUT,
    ERR_MSG_CANCELLED,
    ERR_MSG_EXPIRED,
    ERR_LEASE_LOST,
    /** The store has no room for another message now. */
    ERR_STORE_FULL,

    ERR_JOB_EXIST,
    ERR_JOB_NOT_EXIST,
    ERR_JOB_TYPE_NOT_EXISTS,
    ERR_JOB_EXTRA_INVALID,
    ERR_JOB_CREATE_FAILED,
    /** Another job has one of its locks. */
    ERR_JOB_LOCKED,
    ERR_JOB_EXE_FAILED,
    ERR_JOB_EXE_TIMEOUT,
    ERR_TASK_EXE_TIMEOUT,
    ERR_TASK_NOT_EXIST,
    /** A name in the task's {@code requires} has no value. */
    ERR_TASK_REQUIRES,
    /** The reply lacks a name of the task's {@code provides}. */
    ERR_TASK_PROVIDES,
    /** Its {@code foreach} leads to no list, or to one that is too long. */
    ERR_TASK_FOREACH,
    /** The queue will never take its message. */
    ERR_TASK_REFUSED,
    /** The reply is larger than a task may keep. */
    ERR_TASK_RESULT_TOO_LARGE,
    ERR_TASK_CANCELLED,
    /** A signal for a task that waits for none. */
    ERR_TASK_NOT_WAITING,
    ERR_JOB_CANCELLED,
    ERR_JOB_STATUS_NOT_FAILED,
    ERR_JOB_STATUS_NOT_STARTED,
    /** The Python service created the job and drives it. */
    ERR_JOB_OTHER_ENGINE
}
