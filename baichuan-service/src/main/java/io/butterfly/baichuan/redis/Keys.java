package io.butterfly.baichuan.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * Every key there is. {@code {name}} is the handler's path in literal braces, so that all indexes of a handler live in
 * one slot of a cluster.
 *
 * <table>
 *   <caption>Keys that the Python service uses, too; scores are seconds</caption>
 *   <tr><td>mq:queues</td><td>set</td><td>the keys of all queues</td></tr>
 *   <tr><td>mq:queue:{name}</td><td>list</td><td>ids that may be claimed, first comes first</td></tr>
 *   <tr><td>mq:msg:id</td><td>hash</td><td>the message</td></tr>
 *   <tr><td>mq:wip:{name}</td><td>zset</td><td>ids that workers hold; one hour from the last sign of life</td></tr>
 *   <tr><td>mq:finished:{name}, mq:failed:{name}</td><td>zset</td><td>ended ids; when the message goes</td></tr>
 *   <tr><td>mq:workers, mq:workers:name</td><td>set</td><td>keys of workers, of those that have the handler</td></tr>
 *   <tr><td>mq:worker:host:port:pid</td><td>hash</td><td>a worker</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Keys of our own; scores are milliseconds</caption>
 *   <tr><td>mq:pending:{name}</td><td>zset</td><td>announced ids, with or without a hash; when announced</td></tr>
 *   <tr><td>mq:delayed:{name}</td><td>zset</td><td>queued ids; when they are due</td></tr>
 *   <tr><td>mq:lease:{name}</td><td>zset</td><td>ids of mq:wip under a lease of ours; when it runs out</td></tr>
 *   <tr><td>mq:ending:{name}</td><td>zset</td>
 *       <td>ids on whose end a report or another message's expiry follows; when announced, 0 once ended</td></tr>
 *   <tr><td>mq:expiring:{name}</td><td>zset</td><td>ids with a ttl; when they should have been started</td></tr>
 *   <tr><td>mq:place:{name}</td><td>hash</td>
 *       <td>ids that belong elsewhere than at the back of the queue: {@code <} front, {@code !n} urgent,
 *       {@code =g} of a group; until they have ended</td></tr>
 *   <tr><td>mq:urgent:{name}</td><td>zset</td><td>claimable ids with a priority; the lowest rank first</td></tr>
 *   <tr><td>mq:group:{name}:</td><td>number</td><td>how many ids of all groups are claimable</td></tr>
 *   <tr><td>mq:group:{name}:g</td><td>list</td><td>claimable ids of group g</td></tr>
 *   <tr><td>mq:running:{name}:g</td><td>set</td><td>ids of group g that workers hold</td></tr>
 *   <tr><td>mq:turns:{name}</td><td>zset</td><td>groups with claimable ids and room; their last turn (µs)</td></tr>
 *   <tr><td>mq:rules:{name}</td><td>hash</td>
 *       <td>limits of the queue: rate, rate_period, concurrency, group_concurrency; ordered when urgent ids or
 *       groups may exist</td></tr>
 *   <tr><td>mq:rate:{name}</td><td>hash</td><td>tokens that the rate has left, and when</td></tr>
 *   <tr><td>mq:paused:{name}</td><td>string</td><td>there while nothing is to be claimed</td></tr>
 *   <tr><td>mq:unique:{name}:digest</td><td>string</td>
 *       <td>which of equal messages is under way, and since when; {@code made} when it may go before its mark
 *       does, {@code requeued} when it had ended before</td></tr>
 *   <tr><td>mq:totals:{name}</td><td>hash</td>
 *       <td>how many were published, finished and failed; advisory. {@code empty} since when there are none</td></tr>
 *   <tr><td>mq:changes</td><td>stream</td><td>who changed what, as JSON; the newest some thousand</td></tr>
 *   <tr><td>mq:routes</td><td>hash</td><td>routes that were set by a call, as JSON by name</td></tr>
 *   <tr><td>mq:returned:{name}</td><td>zset</td><td>ids taken from a Python worker that seems gone; when</td></tr>
 *   <tr><td>mq:python</td><td>zset</td><td>names of Python workers; when their registration was last seen</td></tr>
 *   <tr><td>mq:wake</td><td>channel</td><td>between replicas: messages became claimable</td></tr>
 *   <tr><td>mq:awaited, mq:ended</td><td>channel</td>
 *       <td>between replicas: a call waits for a message's end, it has ended</td></tr>
 *   <tr><td>mq:cancelled, mq:left</td><td>channel</td><td>between replicas: a message, a worker is to stop</td></tr>
 * </table>
 */
public final class Keys {
    public static final String QUEUES = "mq:queues";
    public static final String WORKERS = "mq:workers";
    public static final String WAKE = "mq:wake";
    public static final String AWAITED = "mq:awaited";
    public static final String ENDED = "mq:ended";
    public static final String CANCELLED = "mq:cancelled";
    public static final String LEFT = "mq:left";
    public static final String ROUTES = "mq:routes";
    public static final String CHANGES = "mq:changes";
    public static final String PYTHON = "mq:python";

    private static final String QUEUE = "mq:queue:{";
    private static final String MESSAGE = "mq:msg:";
    private static final String WORKER = "mq:worker:";

    /** The indexes of a handler in the order of {@code lua/lib/indexes.lua}. */
    private static final List<String> INDEXES = List.of(("queue rules paused wip lease delayed place urgent turns group"
                    + " running pending ending expiring finished failed rate returned totals")
            .split(" "));

    private Keys() {}

    /** What scripts need that take ids from a queue without rules. */
    public static List<String> indexesToTake(String handler) {
        return indexes(handler, 5);
    }

    /** What scripts need that make ids claimable. */
    public static List<String> indexesToMove(String handler) {
        return indexes(handler, 13);
    }

    /** What scripts need that end messages. */
    public static List<String> indexesToEnd(String handler) {
        return indexes(handler, 16);
    }

    /** What scripts need that take ids by the rules of a queue. */
    public static List<String> indexesToPick(String handler) {
        return indexes(handler, 17);
    }

    public static List<String> allIndexes(String handler) {
        return indexes(handler, INDEXES.size());
    }

    private static List<String> indexes(String handler, int count) {
        List<String> keys = new ArrayList<>(count + 4);
        for (String kind : INDEXES.subList(0, count)) {
            String key = ofHandler(kind, handler);
            keys.add(kind.equals("group") || kind.equals("running") ? key + ":" : key);
        }
        return keys;
    }

    /** What comes before the handler in the keys of {@link #indexesToEnd}; the braces are still open. */
    public static List<String> prefixesToEnd() {
        return INDEXES.subList(0, 16).stream().map(kind -> "mq:" + kind + ":{").toList();
    }

    private static String ofHandler(String kind, String handler) {
        return "mq:" + kind + ":{" + handler + "}";
    }

    public static String queue(String handler) {
        return QUEUE + handler + "}";
    }

    /** The handler of a queue's key. */
    public static String handlerOf(String queue) {
        return queue.substring(QUEUE.length(), queue.length() - 1);
    }

    public static boolean isQueue(String key) {
        return key.startsWith(QUEUE) && key.endsWith("}");
    }

    public static String message(String id) {
        return MESSAGE + id;
    }

    public static List<String> messages(List<String> ids) {
        return ids.stream().map(Keys::message).toList();
    }

    /** The id of a message's key. */
    public static String idOf(String message) {
        return message.substring(MESSAGE.length());
    }

    public static String pending(String handler) {
        return ofHandler("pending", handler);
    }

    public static String delayed(String handler) {
        return ofHandler("delayed", handler);
    }

    public static String wip(String handler) {
        return ofHandler("wip", handler);
    }

    public static String lease(String handler) {
        return ofHandler("lease", handler);
    }

    public static String ending(String handler) {
        return ofHandler("ending", handler);
    }

    public static String finished(String handler) {
        return ofHandler("finished", handler);
    }

    public static String failed(String handler) {
        return ofHandler("failed", handler);
    }

    public static String paused(String handler) {
        return ofHandler("paused", handler);
    }

    public static String expiring(String handler) {
        return ofHandler("expiring", handler);
    }

    public static String place(String handler) {
        return ofHandler("place", handler);
    }

    public static String urgent(String handler) {
        return ofHandler("urgent", handler);
    }

    public static String returned(String handler) {
        return ofHandler("returned", handler);
    }

    public static String rules(String handler) {
        return ofHandler("rules", handler);
    }

    public static String rate(String handler) {
        return ofHandler("rate", handler);
    }

    public static String turns(String handler) {
        return ofHandler("turns", handler);
    }

    public static String totals(String handler) {
        return ofHandler("totals", handler);
    }

    public static String group(String handler, String group) {
        return ofHandler("group", handler) + ":" + group;
    }

    public static String unique(String handler, String digest) {
        return ofHandler("unique", handler) + ":" + digest;
    }

    /** Pattern of all keys of one kind that a handler's name is in. */
    public static String all(String kind) {
        return "mq:" + kind + ":{*";
    }

    /** The handler in the braces of a key. */
    public static String inBraces(String key) {
        return key.substring(key.indexOf('{') + 1, key.indexOf('}'));
    }

    /** What follows the braces of a key and a colon. */
    public static String afterBraces(String key) {
        return key.substring(Math.min(key.length(), key.indexOf('}') + 2));
    }

    public static String worker(String name) {
        return WORKER + name;
    }

    public static boolean isWorker(String key) {
        return key.startsWith(WORKER);
    }

    public static String workerOf(String key) {
        return key.substring(WORKER.length());
    }

    public static String workersOf(String handler) {
        return "mq:workers:" + handler;
    }
}
