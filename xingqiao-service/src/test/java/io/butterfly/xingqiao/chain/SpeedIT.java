package io.butterfly.xingqiao.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Prints how fast jobs are; the limits are generous, for machines that do other things at the same time. */
class SpeedIT {
  @Test
  void jobs_take_tens_of_milliseconds_not_seconds() {
    try (Chain chain = new Chain()) {
      IntStream.range(0, 5).forEach(i -> waitFor(chain, List.of(chain.createJob("forty", "{}")))); // warm up

      IntStream.range(0, 3).forEach(i -> waitFor(chain, List.of(chain.createJob("fan", "{\"width\":200}"))));

      double forty = median(chain, "forty", "{}");
      double fan = median(chain, "fan", "{\"width\":200}");
      long start = System.nanoTime();
      List<Long> jobs = IntStream.range(0, 100).parallel().mapToObj(i -> chain.createJob("ping", "{}")).toList();
      waitFor(chain, jobs);
      double hundred = (System.nanoTime() - start) / 1e9;

      System.out.printf("40 sequential tasks: %.3f s; 1 to 200 to 1: %.3f s; 100 two-task jobs: %.3f s%n", forty, fan, hundred);
      assertThat(fan).isLessThan(5);
      assertThat(forty).isLessThan(3);
      assertThat(hundred).isLessThan(10);
    }
  }

  /** Seconds from creation to end, of three. */
  static double median(Chain chain, String type, String extra) {
    return IntStream.range(0, 3)
        .mapToDouble(i -> {
          long job = chain.createJob(type, extra);
          waitFor(chain, List.of(job));
          return chain.job(job).path("job_cost").asDouble();
        })
        .sorted().toArray()[1];
  }

  static void waitFor(Chain chain, List<Long> jobs) {
    Eventually.until(Duration.ofSeconds(60), () -> jobs.stream().allMatch(
        job -> chain.job(job).path("job_status").asText().equals("finished")));
  }
}
