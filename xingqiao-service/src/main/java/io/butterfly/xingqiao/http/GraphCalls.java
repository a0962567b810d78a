package io.butterfly.xingqiao.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
import io.butterfly.api.Param;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.http.Api;
import io.butterfly.http.FileReply;
import io.butterfly.xingqiao.graph.DotText;
import io.butterfly.xingqiao.graph.JobGraph;
import io.butterfly.xingqiao.graph.Picture;
import io.butterfly.xingqiao.inspect.JobOutline;
import io.butterfly.xingqiao.inspect.JobSnapshot.TaskSnapshot;
import io.butterfly.xingqiao.mysql.read.JobSnapshots;
import io.butterfly.xingqiao.mysql.read.Listings;
import io.butterfly.xingqiao.workflow.Phase;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** The picture of a job. */
@Singleton
class GraphCalls {
    private final Listings listings;
    private final JobSnapshots snapshots;

    GraphCalls(Listings listings, JobSnapshots snapshots) {
        this.listings = listings;
        this.snapshots = snapshots;
    }

    record GetGraph(
            @Param("The job's id") @JsonProperty(required = true)
            Long jobId,

            @Param(
                    value = "The kind of file",
                    oneOf = {"png", "svg", "dot"},
                    byDefault = "png")
            String format) {}

    @Api(value = "/xingqiao/get_graph", role = Role.VIEWER, reads = true, summary = "Draws a job")
    FileReply graph(GetGraph call) {
        JobOutline job = listings.outline(call.jobId()).orElseThrow(() -> new JobNotExist(call.jobId(), null));
        Map<String, Phase> phases = snapshots.find(new JobKey(call.jobId(), null)).stream()
                .flatMap(it -> it.tasks().stream())
                .collect(Collectors.toMap(
                        TaskSnapshot::label, task -> task.plan().options().phase(), (one, same) -> one));
        JobGraph graph = JobGraph.of(job, phases);
        return file(graph, call.format() == null ? "png" : call.format());
    }

    static FileReply file(JobGraph graph, String format) {
        try {
            return switch (format) {
                case "png" -> new FileReply("image/png", new Picture(graph).png());
                case "svg" ->
                    new FileReply("image/svg+xml", new Picture(graph).svg().getBytes(StandardCharsets.UTF_8));
                case "dot" ->
                    new FileReply("text/vnd.graphviz", DotText.of(graph).getBytes(StandardCharsets.UTF_8));
                default -> throw new IllegalArgumentException("format must be png, svg or dot, not " + format);
            };
        } catch (IllegalArgumentException e) {
            throw new Refusal(Stat.ERR_BAD_PARAMS, e.getMessage());
        }
    }
}
