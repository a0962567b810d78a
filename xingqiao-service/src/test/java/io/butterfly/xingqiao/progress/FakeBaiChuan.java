package io.butterfly.xingqiao.progress;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.StartId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Keeps messages in memory, executes them when asked to, and can be away. */
final class FakeBaiChuan implements Messages, Completions {
    final Map<StartId, TaskMessage> waiting = Collections.synchronizedMap(new LinkedHashMap<>());
    final Map<StartId, Outcome> ended = new LinkedHashMap<>();
    final List<StartId> published = Collections.synchronizedList(new ArrayList<>());
    final List<Completion> queue = new ArrayList<>();
    final Set<String> refused = new HashSet<>();
    final List<StartId> cancelled = new ArrayList<>();
    /** Their cancel fails, for a reason of their own. */
    final Set<StartId> uncancellable = new HashSet<>();
    /** How often it was asked anything, whether or not it answered. */
    volatile int calls;
    /** The most characters that were published together. */
    volatile int largest;
    /** What it says of messages that have not ended. */
    Optional<Instant> mustHaveEnded = Optional.empty();

    /** Messages have ended when they are published. */
    boolean endsAtOnce;
    /** How deep each call to publish was nested. */
    final List<Integer> depths = Collections.synchronizedList(new ArrayList<>());

    boolean isAway;

    @Override
    public List<Published> publish(List<TaskMessage> messages) {
        requireHere();
        depths.add(Thread.currentThread().getStackTrace().length);
        largest = Math.max(
                largest,
                messages.stream()
                        .mapToInt(message -> message.params().text().length())
                        .sum());
        return messages.stream().map(this::publish).toList();
    }

    private Published publish(TaskMessage message) {
        StartId id = message.start().id();
        published.add(id);
        if (refused.contains(message.cmd())) {
            return new Published.Refused("no such queue");
        }
        if (endsAtOnce) {
            ended.put(id, echo(message));
        }
        if (ended.containsKey(id)) {
            return new Published.AlreadyEnded();
        }
        waiting.putIfAbsent(id, message);
        return new Published.Acknowledged();
    }

    @Override
    public List<State> states(List<StartId> ids) {
        requireHere();
        return ids.stream().map(this::stateOf).toList();
    }

    private State stateOf(StartId id) {
        if (ended.containsKey(id)) {
            return new State.Ended(ended.get(id));
        }
        return waiting.containsKey(id) ? new State.Running(mustHaveEnded) : new State.Gone();
    }

    @Override
    public boolean hasCompletionsUnderWay() {
        return !queue.isEmpty();
    }

    @Override
    public void cancel(StartId id) {
        requireHere();
        if (uncancellable.contains(id)) {
            throw new IllegalStateException(id + " cannot be cancelled");
        }
        waiting.remove(id);
        cancelled.add(id);
    }

    /** Executes everything that waits. */
    void work(Function<TaskMessage, Outcome> handler) {
        List.copyOf(waiting.values()).forEach(message -> {
            StartId id = message.start().id();
            waiting.remove(id);
            ended.put(id, handler.apply(message));
            complete(id);
        });
    }

    void complete(StartId id) {
        queue.add(new Completion(Optional.of(id), Optional.of(ended.get(id)), id));
    }

    /** As a Redis that lost its data. */
    void forgetEverything() {
        waiting.clear();
        ended.clear();
        queue.clear();
    }

    @Override
    public List<Completion> take(int limit) {
        requireHere();
        List<Completion> taken = List.copyOf(queue);
        queue.clear();
        return taken;
    }

    @Override
    public void applied(Completion completion) {}

    @Override
    public void giveBack(Completion completion) {
        queue.add(completion);
    }

    private void requireHere() {
        calls++;
        if (isAway) {
            throw new MessagesUnreachable("away", null);
        }
    }

    /** A handler that answers what it was asked. */
    static Outcome echo(TaskMessage message) {
        String params = message.params().text();
        String members = params.equals("{}") ? "" : "," + params.substring(1, params.length() - 1);
        return answer("OK", "{\"stat\":\"OK\"" + members + "}");
    }

    static Outcome answer(String stat, String reply) {
        return new Outcome(stat, Optional.of(new RawJson(reply)), 0.25);
    }
}
