package io.butterfly.xingqiao.workflow;

import io.butterfly.api.xingqiao.JobView;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Who is told of every change of a job's status: at least once, and the changes of one job in their order. */
public sealed interface Notifier {
  /** At most so many characters of {@link #text}. */
  int MAX_TEXT = 512;

  /** Called in this process. What it throws counts as "not told", and it is called again later. */
  record Hook(Consumer<JobView> call) implements Notifier {}

  /** A POST of the job as JSON; any answer of 200 to 299 counts as told. */
  record Webhook(URI url) implements Notifier {
    public Webhook {
      boolean isHttp = url.isAbsolute() && Set.of("http", "https").contains(url.getScheme()) && url.getHost() != null;
      if (!isHttp || url.toString().length() > MAX_TEXT) {
        throw new InvalidPlan("the notifier's webhook must be an http or https address of at most " + MAX_TEXT + " characters, not " + url);
      }
    }
  }

  /** A BaiChuan message whose params are {@code {"job": …}}; told once BaiChuan has acknowledged it. */
  record Handler(String path) implements Notifier {
    public Handler {
      Dag.checkCmd("the notifier's handler", path);
    }
  }

  /** How a job remembers it: a hook by its kind alone, as only the workflow has it. */
  default String text() {
    return switch (this) {
      case Hook _h -> "hook";
      case Webhook(URI url) -> url.toString();
      case Handler(String path) -> path;
    };
  }

  /** Empty for a hook. */
  static Optional<Notifier> parse(String text) {
    return switch (text) {
      case "hook" -> Optional.empty();
      case String path when path.startsWith("/") -> Optional.of(new Handler(path));
      case String url -> Optional.of(new Webhook(URI.create(url)));
    };
  }
}
