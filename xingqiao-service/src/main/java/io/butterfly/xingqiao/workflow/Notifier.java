package io.butterfly.xingqiao.workflow;

import io.butterfly.api.xingqiao.JobView;
import io.butterfly.outbound.Outbound;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The receiver of every change of a job's status: at least once, and the changes of one job in their order. */
public sealed interface Notifier {
    /** At most so many characters of {@link #text}. */
    int MAX_TEXT = 512;

    /** At most so many characters of {@link #receiver}. */
    int MAX_RECEIVER = 255;

    /**
     * Called in this process. After ten seconds it is interrupted. What it throws is a failure, as an interrupt is, and
     * it is called again later.
     */
    record Hook(Consumer<JobView> call) implements Notifier {}

    /** A POST of the job as JSON; any answer of 200 to 299, whole within ten seconds, is a success. */
    record Webhook(URI url) implements Notifier {
        public Webhook {
            boolean isHttp =
                    url.isAbsolute() && Set.of("http", "https").contains(url.getScheme()) && url.getHost() != null;
            if (!isHttp || url.toString().length() > MAX_TEXT) {
                throw new InvalidPlan("the notifier's webhook must be an http or https address of at most " + MAX_TEXT
                        + " characters, not " + url);
            }
            Outbound.objection(url.getHost()).ifPresent(why -> {
                throw new InvalidPlan("the notifier's webhook: " + why);
            });
        }
    }

    /** A BaiChuan message whose params are {@code {"job": …}}; the next change is published once it has ended. */
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

    /**
     * What a notice occupies while it is delivered: the origin of a webhook, the hooks of a workflow, or BaiChuan. Each
     * has its own share of deliveries, so that one that does not answer does not block the others.
     *
     * @param text as {@link #text} gives it
     */
    static String receiver(String text, String jobType) {
        return switch (text) {
            case "hook" -> "hook:" + jobType;
            case String path when path.startsWith("/") -> "handlers";
            case String url -> shortened(URI.create(url).resolve("/").toString());
        };
    }

    private static String shortened(String origin) {
        return origin.substring(0, Math.min(origin.length(), MAX_RECEIVER)).toLowerCase(Locale.ROOT);
    }
}
