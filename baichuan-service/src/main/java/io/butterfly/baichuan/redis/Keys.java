package io.butterfly.baichuan.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * Every key there is. {@code {name}} is the handler's path in literal braces, so that all indexes of a handler live in
 * one slot of a cluster.
 *
 * <table>
 *   <caption>Keys of the original (its producers, readers and workers use them beside us); scores are seconds</caption>
 *   <tr><td>mq:queues</td><td>set</td><td>the keys of all queues</td></tr>
 *   <tr><td>mq:queue:{name}</td><td>list</td><td>ids that may be claimed, first comes first</td></tr>
 *   <tr><td>mq:msg:id</td><td>hash</td><td>the message</td></tr>
 *   <tr><td>mq:wip:{name}</td><td>zset</td><td>ids in somebody's hand; one hour from the last sign of life</td></tr>
 *   <tr><td>mq:finished:{name}, mq:failed:{name}</td><td>zset</td><td>ended ids; when the message goes</td></tr>
 *   <tr><td>mq:workers, mq:workers:name</td><td>set</td><td>keys of workers, of those that have the handler</td></tr>
 *   <tr><td>mq:worker:host:port:pid</td><td>hash</td><td>a worker</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Keys of our own; scores are milliseconds</caption>
 *   <tr><td>mq:pending:{name}</td><td>zset</td><td>announced ids, whose hash may or may not exist; when they were announced</td></tr>
 *   <tr><td>mq:delayed:{name}</td><td>zset</td><td>queued ids; when they are due</td></tr>
 *   <tr><td>mq:lease:{name}</td><td>zset</td><td>ids in wip that we gave away; when the lease runs out</td></tr>
 *   <tr><td>mq:ending:{name}</td><td>zset</td><td>ids that owe an on_finish; when announced, 0 once they have ended</td></tr>
 *   <tr><td>mq:expiring:{name}</td><td>zset</td><td>ids with a ttl; when they should have been started</td></tr>
 *   <tr><td>mq:place:{name}</td><td>hash</td><td>ids that belong elsewhere than at the back of the queue: {@code <} front, {@code !n} urgent,
 *   {@code =g} of a group; until they have ended</td></tr>
 *   <tr><td>mq:urgent:{name}</td><td>zset</td><td>claimable ids with a priority; the lowest rank first</td></tr>
 *   <tr><td>mq:group:{name}:</td><td>number</td><td>claimable ids of all groups</td></tr>
 *   <tr><td>mq:group:{name}:g</td><td>list</td><td>claimable ids of group g</td></tr>
 *   <tr><td>mq:running:{name}:g</td><td>set</td><td>ids of group g in somebody's hand</td></tr>
 *   <tr><td>mq:turns:{name}</td><td>zset</td><td>groups with claimable ids and room; their last turn (µs)</td></tr>
 *   <tr><td>mq:rules:{name}</td><td>hash</td><td>limits of the queue: rate, rate_period, concurrency, group_concurrency; ordered when urgent ids or
 *   groups may exist</td></tr>
 *   <tr><td>mq:rate:{name}</td><td>hash</td><td>tokens that the rate has left, and when</td></tr>
 *   <tr><td>mq:paused:{name}</td><td>string</td><td>there while nothing is to be claimed</td></tr>
 *   <tr><td>mq:unique:{name}:digest</td><td>string</td><td>which of equal messages is under way, and since when; {@code made} when it
 *   may go before its mark does, {@code requeued} when it had ended before</td></tr>
 *   <tr><td>mq:totals:{name}</td><td>hash</td><td>how many messages were published, finished and failed; advisory.
 *   {@code empty} since when it has none at all</td></tr>
 *   <tr><td>mq:routes</td><td>hash</td><td>routes that were set by a call, as JSON by name</td></tr>
 *   <tr><td>mq:returned:{name}</td><td>zset</td><td>ids that were taken from a Python worker that seems to be gone; when</td></tr>
 *   <tr><td>mq:python</td><td>zset</td><td>names of Python workers; when their registration was last seen</td></tr>
 *   <tr><td>mq:wake</td><td>channel</td><td>word between replicas: messages became claimable</td></tr>
 *   <tr><td>mq:awaited, mq:ended</td><td>channel</td><td>word between replicas: somebody waits for a message's end, it has ended</td></tr>
 *   <tr><td>mq:cancelled</td><td>channel</td><td>word between replicas: a message shall stop while it is executed</td></tr>
 * </table>
 */
public final class Keys {
    public static final String QUEUES = "mq:queues";
    public static final String WORKERS = "mq:workers";
    public static final String WAKE = "mq:wake";
    public static final String AWAITED = "mq:awaited";
    public static final String ENDED = "mq:ended";
    public static final String CANCELLED = "mq:cancelled";
    public static final String ROUTES = "mq:routes";
    public static final String PYTHON = "mq:python";

    private static final String QUEUE = "mq:queue:{";
    private static final String MESSAGE = "mq:msg:";
    private static final String WORKER = "mq:worker:";

    private Keys() {}

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

    /** The id of a message's key. */
    public static String idOf(String message) {
        return message.substring(MESSAGE.length());
    }

    public static String pending(String handler) {
        return "mq:pending:{" + handler + "}";
    }

    public static String delayed(String handler) {
        return "mq:delayed:{" + handler + "}";
    }

    public static String wip(String handler) {
        return "mq:wip:{" + handler + "}";
    }

    public static String lease(String handler) {
        return "mq:lease:{" + handler + "}";
    }

    public static String ending(String handler) {
        return "mq:ending:{" + handler + "}";
    }

    public static String finished(String handler) {
        return "mq:finished:{" + handler + "}";
    }

    public static String failed(String handler) {
        return "mq:failed:{" + handler + "}";
    }

    public static String paused(String handler) {
        return "mq:paused:{" + handler + "}";
    }

    public static String expiring(String handler) {
        return "mq:expiring:{" + handler + "}";
    }

    public static String place(String handler) {
        return "mq:place:{" + handler + "}";
    }

    public static String urgent(String handler) {
        return "mq:urgent:{" + handler + "}";
    }

    public static String group(String handler, String group) {
        return "mq:group:{" + handler + "}:" + group;
    }

    public static String unique(String handler, String digest) {
        return "mq:unique:{" + handler + "}:" + digest;
    }

    public static String returned(String handler) {
        return "mq:returned:{" + handler + "}";
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

    public static String turns(String handler) {
        return "mq:turns:{" + handler + "}";
    }

    public static String rules(String handler) {
        return "mq:rules:{" + handler + "}";
    }

    public static String rate(String handler) {
        return "mq:rate:{" + handler + "}";
    }

    /** The keys that {@code groups.lua} takes, and more after them. */
    public static List<String> places(String handler, String... more) {
        List<String> keys = new ArrayList<>(List.of(
                queue(handler),
                delayed(handler),
                place(handler),
                urgent(handler),
                turns(handler),
                group(handler, ""),
                "mq:running:{" + handler + "}:",
                rules(handler)));
        keys.addAll(List.of(more));
        return keys;
    }

    /** The keys that {@code nowhere.lua} takes. */
    public static List<String> everywhere(String handler) {
        return List.of(
                queue(handler),
                place(handler),
                group(handler, ""),
                urgent(handler),
                pending(handler),
                delayed(handler),
                wip(handler),
                lease(handler));
    }

    /** The keys that {@code enqueue.lua} takes. */
    public static List<String> toEnqueue(String handler) {
        return places(handler, pending(handler), lease(handler));
    }

    public static String totals(String handler) {
        return "mq:totals:{" + handler + "}";
    }

    public static String worker(String name) {
        return WORKER + name;
    }

    public static boolean isWorker(String key) {
        return key.startsWith(WORKER);
    }

    /** The name of a worker's key. */
    public static String workerOf(String key) {
        return key.substring(WORKER.length());
    }

    public static String workersOf(String handler) {
        return "mq:workers:" + handler;
    }
}
