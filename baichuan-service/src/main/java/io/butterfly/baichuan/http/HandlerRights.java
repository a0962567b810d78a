package io.butterfly.baichuan.http;

import io.butterfly.access.Identity;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may publish to a handler, have a message's end reported to it, and claim from it. A token may be bound to
 * prefixes. What our services claim themselves is theirs alone. Their calls can be messages of everyone, with the
 * rights of whoever publishes them: the service that is called judges that. But no one else may claim them, and no
 * report leads to them, because it would have the rights of no one in particular.
 */
final class HandlerRights {
    static final Set<String> INTERNAL = Set.of("/xingqiao/task_done", "/ruqi/firing_done");

    private static final List<String> OURS = List.of("/xingqiao/", "/ruqi/");

    private HandlerRights() {}

    static Optional<String> whyNotPublish(Identity who, String handler) {
        return whyNot(who, handler, isInternal(handler), "publish to");
    }

    /** A service has one for each of its stores, below a common name. */
    private static boolean isInternal(String handler) {
        return INTERNAL.contains(handler) || INTERNAL.stream().anyMatch(name -> handler.startsWith(name + "/"));
    }

    static Optional<String> whyNotReport(Identity who, String handler) {
        return whyNot(who, handler, isOurs(handler), "have an end reported to");
    }

    static Optional<String> whyNotClaim(Identity who, String handler) {
        return whyNot(who, handler, isOurs(handler), "claim from");
    }

    /** Whether a call or a claim of one of our services bears this name. */
    static boolean isOurs(String handler) {
        return OURS.stream().anyMatch(handler::startsWith);
    }

    private static Optional<String> whyNot(Identity who, String handler, boolean isReserved, String act) {
        if (isReserved && !who.isOurs()) {
            return Optional.of(who.name() + " may not " + act + " " + handler + ": only our own services may");
        }
        return who.mayUse(handler)
                ? Optional.empty()
                : Optional.of(who.name() + " may not " + act + " " + handler + ": its token is for "
                        + String.join(", ", who.handlers()));
    }

    static void require(Optional<String> whyNot) {
        whyNot.ifPresent(why -> {
            throw new Refusal(Stat.ERR_NOT_ALLOWED, why);
        });
    }
}
