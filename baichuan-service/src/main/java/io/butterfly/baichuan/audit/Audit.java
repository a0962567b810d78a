package io.butterfly.baichuan.audit;

import io.butterfly.baichuan.audit.AuditSteps.Index;
import io.butterfly.baichuan.audit.AuditSteps.Listing;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.queue.Queues;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One walk over everything. See the package's text. */
final class Audit {
    private static final long YOUNG_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int PRINTS = 1_000_000;

    private final AuditSteps steps;
    private final SeenMessages messages;
    private final SideAudit side;
    private final AuditRepairs repairs;
    private final Queues queues;
    private final Clock clock;
    private final boolean isRepairing;
    private final Findings findings;

    Audit(Audits.Parts parts, boolean isRepairing, Findings findings) {
        this.steps = parts.steps();
        this.messages = parts.messages();
        this.side = parts.side();
        this.repairs = parts.repairs();
        this.queues = parts.queues();
        this.clock = parts.clock();
        this.isRepairing = isRepairing;
        this.findings = findings;
    }

    void run() {
        Set<Listing> listings = new LinkedHashSet<>();
        steps.eachHandler(handlers -> listings.addAll(steps.listings(handlers)));
        List<Listing> queues = listings.stream()
                .filter(listing -> listing.index() == Index.QUEUE)
                .toList();
        int parts = (int) (queues.stream().mapToLong(Listing::size).sum() / PRINTS + 1);
        for (int part = 0; part < parts; part++) {
            Fingerprints listed = listed(queues, part, parts);
            boolean isFirst = part == 0;
            steps.eachMessage(found -> judge(found, listed, isFirst));
        }
        listings.forEach(listing -> steps.eachId(
                listing.handler(), listing.index(), ids -> judge(listing.handler(), listing.index(), ids)));
        steps.eachHandler(handlers -> side.lookAtPlaces(handlers, isRepairing, findings::add));
        side.look(isRepairing, findings::add);
    }

    private Fingerprints listed(List<Listing> queues, int part, int parts) {
        Fingerprints listed = new Fingerprints(part, parts);
        queues.forEach(queue ->
                steps.eachId(queue.handler(), Index.QUEUE, ids -> ids.forEach(id -> listed.add(queue.handler(), id))));
        listed.close();
        return listed;
    }

    private void judge(List<Seen> found, Fingerprints listed, boolean isFirst) {
        if (isFirst) {
            findings.countMessages(found.size());
            note(
                    Fault.GHOST,
                    found.stream()
                            .filter(message -> message.isGhost() && !message.expires())
                            .toList());
        }
        long young = clock.millis() - YOUNG_MILLIS;
        List<Seen> settled = found.stream()
                .filter(message -> !message.isGhost() && message.touched() < young)
                .toList();
        if (isFirst) {
            judgeEnded(settled);
            judgeStarted(settled);
        }
        Map<Boolean, List<Seen>> nowhereByPython = settled.stream()
                .filter(message -> message.status() == Status.QUEUED
                        && !message.isHeldOrWaiting()
                        && listed.isMine(message.handler(), message.id()))
                .filter(message -> !listed.contains(message.handler(), message.id()) && messages.isNowhere(message))
                .collect(Collectors.partitioningBy(Seen::isOfPython));
        note(Fault.QUEUED_NOWHERE, nowhereByPython.get(false));
        note(
                Fault.CANCELLED_UNSAID,
                nowhereByPython.get(true).stream()
                        .filter(message -> !message.expires())
                        .toList());
    }

    private void judgeEnded(List<Seen> settled) {
        List<Seen> ended =
                settled.stream().filter(message -> message.status().isEnded()).toList();
        note(
                Fault.ENDED_UNLISTED,
                ended.stream()
                        .filter(message -> message.keep() != 0
                                && !message.places().finished()
                                && !message.places().failed()
                                && !message.places().wip())
                        .toList());
        List<Seen> everlasting = ended.stream()
                .filter(message -> !message.expires()
                        && message.keep() >= 0
                        && !message.places().ending())
                .toList();
        note(
                Fault.REPORT_MISSING,
                everlasting.stream().filter(Seen::needsReport).toList());
        note(
                Fault.ENDED_FOR_EVER,
                everlasting.stream().filter(message -> !message.needsReport()).toList());
    }

    private void judgeStarted(List<Seen> settled) {
        List<Seen> adrift = settled.stream()
                .filter(message ->
                        message.status() == Status.STARTED && !message.isHeldOrWaiting() && messages.isNowhere(message))
                .toList();
        note(
                Fault.STARTED_FOR_EVER,
                adrift.stream()
                        .filter(message -> !message.isOurs() && message.keep() == 0)
                        .toList());
        note(
                Fault.STARTED_NOWHERE,
                adrift.stream()
                        .filter(message -> message.isOurs() || message.keep() != 0)
                        .toList());
        List<Seen> living =
                settled.stream().filter(message -> !message.status().isEnded()).toList();
        Set<String> unknown = queues.unknown(living.stream().map(Seen::handler).collect(Collectors.toSet()));
        note(
                Fault.HANDLER_UNKNOWN,
                living.stream()
                        .filter(message -> unknown.contains(message.handler()))
                        .toList());
    }

    private void note(Fault fault, List<Seen> faulty) {
        findings.add(fault, faulty.stream().map(Seen::id).toList());
        if (isRepairing) {
            Map<String, List<Seen>> byHandler = faulty.stream().collect(Collectors.groupingBy(Seen::handler));
            byHandler.forEach((handler, ofHandler) -> repairs.repair(
                    fault, handler, ofHandler.stream().map(Seen::id).toList()));
        }
    }

    private void judge(String handler, Index index, List<String> ids) {
        findings.countIndexed(ids.size());
        List<String> strays = new ArrayList<>(new HashSet<>(steps.withoutMessage(handler, ids)));
        note(faultOf(index), handler, strays);
        if (index == Index.LEASE) {
            note(
                    Fault.HAND_HALF,
                    handler,
                    steps.halfHeld(
                            handler,
                            ids.stream().filter(id -> !strays.contains(id)).toList()));
        }
    }

    private static Fault faultOf(Index index) {
        return switch (index) {
            case QUEUE, URGENT -> Fault.QUEUE_STRAY;
            case DELAYED -> Fault.DELAYED_STRAY;
            case WIP, LEASE -> Fault.HAND_STRAY;
            case FINISHED, FAILED -> Fault.REGISTRY_STRAY;
            case ENDING -> Fault.ENDING_STRAY;
        };
    }

    private void note(Fault fault, String handler, List<String> ids) {
        findings.add(fault, ids);
        if (isRepairing && !ids.isEmpty()) {
            repairs.repair(fault, handler, ids);
        }
    }
}
