package io.butterfly.baichuan.http.operating;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
import io.butterfly.api.Param;
import io.butterfly.api.Reply;
import io.butterfly.baichuan.audit.Audits;
import io.butterfly.baichuan.audit.Findings;
import io.butterfly.http.Api;
import jakarta.inject.Singleton;
import java.util.List;

/** The check of everything. */
@Singleton
final class AuditCalls {
    private final Audits audits;

    AuditCalls(Audits audits) {
        this.audits = audits;
    }

    record Fsck(
            @Param(value = "Whether to repair what is found; without it nothing is changed", byDefault = "false")
            Boolean repair) {}

    record Report(
            @JsonProperty("done") boolean isDone,
            @JsonProperty("repaired") boolean isRepaired,
            double seconds,
            long messages,
            long indexed,
            List<Findings.Found> faults) {}

    @Api(value = "/baichuan/fsck", role = Role.ADMIN, summary = "Checks every key, and repairs what is found if wanted")
    Reply fsck(Fsck call) {
        Findings.Report report = audits.run(Boolean.TRUE.equals(call.repair()));
        return Reply.data(new Report(
                report.isDone(),
                report.isRepaired(),
                report.seconds(),
                report.messages(),
                report.indexed(),
                report.faults()));
    }
}
