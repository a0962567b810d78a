package io.butterfly.notices.delivery;

import io.butterfly.notices.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Answers as a test says, and keeps what it was asked for. */
final class FakeStore implements NoticeStore {
    Look look = new Look(Map.of(), Set.of());
    /** What is due, once. */
    List<Notice> due = List.of();
    /** May throw. */
    Consumer<Collection<Subject>> onChange = subjects -> {};

    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    int forgotten;
    final AtomicInteger forgets = new AtomicInteger();
    final List<String> takenSinks = new CopyOnWriteArrayList<>();
    final List<List<Subject>> changes = new ArrayList<>();
    final List<Notice> ended = new CopyOnWriteArrayList<>();

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public Look look() {
        return look;
    }

    @Override
    public void change(Map<Notice.Key, Notice.About> wanted, Collection<Subject> subjects, Change change) {
        onChange.accept(subjects);
        changes.add(List.copyOf(subjects));
    }

    @Override
    public synchronized Taken take(String sink, String kind, int limit, Duration lease) {
        takenSinks.add(sink);
        List<Notice> taken = due;
        due = List.of();
        return new Taken(taken.stream().map(notice -> notice.leased(7)).toList(), now);
    }

    /** The row has the end of the lease as what is due. */
    @Override
    public void end(Collection<Notice> taken, Change change) {
        taken.forEach(notice -> {
            Notice.Delivery was = notice.delivery();
            Notice.Delivery leased = new Notice.Delivery(
                    was.state(), Optional.of(now.plusSeconds(120)), was.tries(), was.since(), was.error());
            ended.add(change.apply(
                    new Notice(
                            notice.id(),
                            notice.key(),
                            notice.about(),
                            notice.tally(),
                            notice.window(),
                            leased,
                            notice.lease(),
                            true),
                    now));
        });
    }

    @Override
    public List<Notice> list(String state, String kind, String object, int limit) {
        return List.of();
    }

    @Override
    public Map<Notice.State, Long> counts() {
        return Map.of();
    }

    @Override
    public int forget(Duration age, int limit) {
        forgets.incrementAndGet();
        int some = Math.min(forgotten, limit);
        forgotten -= some;
        return some;
    }

    @Override
    public int suppress(Collection<String> known, Duration overdue, int limit) {
        return 0;
    }

    @Override
    public Duration longestUntaken() {
        return Duration.ZERO;
    }
}
