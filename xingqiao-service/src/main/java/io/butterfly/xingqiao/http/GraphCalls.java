package io.butterfly.xingqiao.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.api.xingqiao.JobView;
import io.butterfly.api.xingqiao.ListTasks;
import io.butterfly.http.Api;
import io.butterfly.http.files.FileReply;
import io.butterfly.xingqiao.graph.DotText;
import io.butterfly.xingqiao.graph.JobGraph;
import io.butterfly.xingqiao.graph.draw.Picture;
import io.butterfly.xingqiao.listing.Listings;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** The picture of a job. */
@Singleton
class GraphCalls {
  private final Listings listings;

  GraphCalls(Listings listings) {
    this.listings = listings;
  }

  /** @param format {@code png}, {@code svg} or {@code dot}. Default {@code png} */
  record GetGraph(@JsonProperty(required = true) Long jobId, String format) {}

  @Api("/xingqiao/get_graph")
  FileReply graph(GetGraph call) {
    JobView job = listings.job(new JobKey(call.jobId(), null)).orElseThrow(() -> new JobNotExist(call.jobId(), null));
    JobGraph graph = JobGraph.of(job, listings.tasks(ListTasks.of(call.jobId())).orElseThrow().list());
    return file(graph, call.format() == null ? "png" : call.format());
  }

  static FileReply file(JobGraph graph, String format) {
    try {
      return switch (format) {
        case "png" -> new FileReply("image/png", new Picture(graph).png());
        case "svg" -> new FileReply("image/svg+xml", new Picture(graph).svg().getBytes(StandardCharsets.UTF_8));
        case "dot" -> new FileReply("text/vnd.graphviz", DotText.of(graph).getBytes(StandardCharsets.UTF_8));
        default -> throw new IllegalArgumentException("format must be png, svg or dot, not " + format);
      };
    } catch (IllegalArgumentException e) {
      throw new Refusal(Stat.ERR_BAD_PARAMS, e.getMessage());
    }
  }
}
