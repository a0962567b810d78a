package io.butterfly.ruqi;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.policy.Policies;
import java.time.Instant;

/** Firings of a message under the default policies. */
public final class TestFirings {
    private TestFirings() {}

    public static Firing of(String id, String jobId, long owner) {
        return of(id, jobId, Instant.EPOCH, owner);
    }

    public static Firing of(String id, String jobId, Instant dueAt, long owner) {
        return Firing.first(
                id,
                new Firing.JobRef(jobId, "name"),
                new Firing.Snapshot("/a", Kind.MESSAGE, Policies.DEFAULT),
                dueAt,
                owner);
    }
}
