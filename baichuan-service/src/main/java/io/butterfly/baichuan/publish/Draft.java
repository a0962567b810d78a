package io.butterfly.baichuan.publish;

import static io.butterfly.baichuan.publish.Options.require;

import io.butterfly.baichuan.message.Names;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * A message that is to be published. Its constructor refuses what no handler could ever get, with a message that a
 * person can read.
 *
 * @param isFresh whether the id was made just now, so that there is no need to look for a message with it
 * @param params a JSON object as text
 */
public record Draft(
        String id, boolean isFresh, String handler, String params, Options options, Unique unique, Origin origin) {
    private static final int MAX_PARAMS = 1 << 20;
    private static final int MOST_RESTARTS = 8; // a call is not repeated for longer
    private static final int LONGEST_REPORTED = 230; // the id of the report on its end is longer, and still a name

    /**
     * Where a message comes from.
     *
     * @param ip of the publisher
     * @param source the message whose end this one reports, empty for none
     * @param restarts the name of the restart by which it may begin anew under the id of an ended message, before the
     *     names of earlier ones; none when it may not
     * @param isSourceKept whether the source stays until this one has ended, because it alone has the result
     * @param publisher with whose rights a call of ours is executed; empty for none, and for other handlers
     */
    public record Origin(
            String traceId, String ip, String source, List<String> restarts, boolean isSourceKept, String publisher) {
        public Origin {
            require(
                    traceId.length() <= 255 && traceId.chars().noneMatch(Character::isISOControl),
                    "trace_id must have at most 255 characters, no control characters among them");
            require(restarts.stream().allMatch(Names::isName), "restart must " + Names.NAME_RULE);
        }

        public Origin(String traceId, String ip, String source) {
            this(traceId, ip, source, List.of(), false, "");
        }

        public static Origin ofReport(String traceId, String source, boolean isSourceKept) {
            return new Origin(traceId, "127.0.0.1", source, List.of(), isSourceKept, "");
        }

        private Origin startedAgain(List<String> names) {
            return new Origin(traceId, ip, source, names, isSourceKept, publisher);
        }

        boolean isReport() {
            return !source.isEmpty();
        }
    }

    public Draft {
        require(Names.isHandler(handler), "handler must " + Names.HANDLER_RULE);
        require(origin.isReport() ? id.startsWith(Names.OWN) : Names.isId(id), "task_id must " + Names.ID_RULE);
        require(
                options.onFinish().isEmpty() || id.length() <= LONGEST_REPORTED,
                "task_id must have at most 230 characters when on_finish is given");
        require(params.stripLeading().startsWith("{"), "params must be an object");
        require(isShort(params), "params must not be over 1 MB");
    }

    private static boolean isShort(String text) {
        return text.length() <= MAX_PARAMS
                && (text.length() * 3L <= MAX_PARAMS || text.getBytes(StandardCharsets.UTF_8).length <= MAX_PARAMS);
    }

    /** Whether it may be claimed as soon as it is there, and at any time after. */
    public boolean isTimeless() {
        return options.due().equals(DueTime.NOW) && options.ttl() == 0;
    }

    /** The same, with the restarts of the message that had its id before. */
    public Draft after(List<String> earlier) {
        List<String> restarts = Stream.concat(origin.restarts().stream(), earlier.stream())
                .limit(MOST_RESTARTS)
                .toList();
        return new Draft(id, isFresh, handler, params, options, unique, origin.startedAgain(restarts));
    }

    public boolean hasOnFinish() {
        return !options.onFinish().isEmpty();
    }

    boolean isUnique() {
        return unique.mode() != Unique.Mode.NO;
    }

    /** Whether something must follow its end: then its id is in {@code mq:ending} from its announcement on. */
    boolean isFollowed() {
        return hasOnFinish() || origin.isSourceKept();
    }
}
