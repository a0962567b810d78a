package io.butterfly.ruqi.command;

import io.butterfly.outbound.Outbound;
import jakarta.inject.Singleton;
import java.net.URI;

/**
 * Whether a job may have a target, asked when it is added. What only shows later (a name that resolves badly) is asked
 * again at the dial.
 */
@Singleton
public final class Targets {
    private final Scripts scripts;

    public Targets(Scripts scripts) {
        this.scripts = scripts;
    }

    /** Throws {@link io.butterfly.api.Refusal} when the command is not understood or may not be used. */
    public Target admit(String cmd) {
        Target target = Command.parse(cmd);
        switch (target) {
            case Target.Message message -> message.messageId().ifPresent(Targets::requireFree);
            case Target.HttpPost post -> requireAllowed(post.uri());
            case Target.Script script -> scripts.commandLine(script);
        }
        return target;
    }

    private static void requireFree(String messageId) {
        if (messageId.startsWith("~")) {
            throw Command.bad(
                    "the message id '" + messageId + "' must not begin with ~: BaiChuan keeps those ids for itself");
        }
    }

    /** Throws when the URL names an address that may not be called. */
    public static void requireAllowed(URI uri) {
        Outbound.objection(uri.getHost()).ifPresent(why -> {
            throw Command.bad(why);
        });
    }
}
