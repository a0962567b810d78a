package io.butterfly.ruqi.command;

import io.butterfly.api.ForeignObject;
import io.butterfly.api.RawJson;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code cmd}: {@code http…url#json}, {@code /handler#json#message_id}, or {@code bash|python path arguments}.
 * What follows the first {@code #} is JSON; only when it is not, and the target is a message, may the text after the
 * last {@code #} be the message's id. So a {@code #} inside the JSON does no harm.
 */
public final class Command {
    private static final Pattern HANDLER = Pattern.compile("/[^\\s\\p{Cntrl}{}]{1,254}");
    private static final Pattern MESSAGE_ID = Pattern.compile("[!-~]{1,255}");
    private static final List<String> INTERPRETERS = List.of("bash", "python");
    private static final List<String> SHELL_ONLY = List.of(";", "&&", "||");

    private Command() {}

    /**
     * Throws {@link Refusal} with what is wrong. Whether the target may be used is another question, see
     * {@link Targets}.
     */
    public static Target parse(String cmd) {
        if (cmd.startsWith("http")) {
            return http(cmd);
        }
        return cmd.startsWith("/") ? message(cmd) : script(cmd);
    }

    private static Target http(String cmd) {
        int hash = cmd.indexOf('#');
        URI uri = uri(hash < 0 ? cmd : cmd.substring(0, hash));
        if (hash < 0) {
            return new Target.HttpPost(uri, RawJson.EMPTY_OBJECT);
        }
        String rest = cmd.substring(hash + 1);
        return new Target.HttpPost(
                uri,
                object(rest).orElseThrow(() -> bad("what follows the # must be a JSON object, not " + excerpt(rest))));
    }

    private static URI uri(String text) {
        try {
            URI uri = URI.create(text);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // refused below
        }
        throw bad(excerpt(text) + " is no http:// or https:// URL with a host");
    }

    private static Target message(String cmd) {
        int first = cmd.indexOf('#');
        String handler = first < 0 ? cmd : cmd.substring(0, first);
        if (!HANDLER.matcher(handler).matches()) {
            throw bad(excerpt(handler) + " is no handler: a path without blanks or braces, at most 255 characters");
        }
        if (first < 0) {
            return new Target.Message(handler, RawJson.EMPTY_OBJECT, Optional.empty());
        }
        String rest = cmd.substring(first + 1);
        return object(rest)
                .map(params -> new Target.Message(handler, params, Optional.empty()))
                .or(() -> withId(handler, rest))
                .orElseThrow(
                        () -> bad("what follows the # must be a JSON object, perhaps with #message_id behind it, not "
                                + excerpt(rest)));
    }

    private static Optional<Target.Message> withId(String handler, String rest) {
        int last = rest.lastIndexOf('#');
        if (last < 0 || !MESSAGE_ID.matcher(rest.substring(last + 1)).matches()) {
            return Optional.empty();
        }
        return object(rest.substring(0, last))
                .map(params -> new Target.Message(handler, params, Optional.of(rest.substring(last + 1))));
    }

    private static Optional<RawJson> object(String text) {
        try {
            return Optional.of(ForeignObject.read(text.strip(), Set.of()).json());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Target script(String cmd) {
        for (String shellOnly : SHELL_ONLY) {
            if (cmd.contains(shellOnly)) {
                throw bad("a script runs without a shell, so there may be no " + shellOnly);
            }
        }
        List<String> words = ShellWords.split(cmd).orElseThrow(() -> bad("a quotation mark is not closed"));
        if (words.size() < 2 || !INTERPRETERS.contains(words.getFirst())) {
            throw bad("it must be a URL, a /handler, or bash or python with the path of a script, not " + excerpt(cmd));
        }
        return new Target.Script(words.getFirst(), words.get(1), words.subList(2, words.size()));
    }

    /**
     * Throws when a shell, which ran the scripts of the Python service, would make something else of the command than
     * this service does.
     */
    public static void requireNoShell(String cmd) {
        ShellWords.shellOnly(cmd).ifPresent(c -> {
            throw bad(
                    "a shell gives '" + c + "' a meaning, and here a script runs without one: write what needs a shell"
                            + " into the script, or quote it");
        });
    }

    private static String excerpt(String text) {
        return "'" + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + "'";
    }

    static Refusal bad(String reason) {
        return new Refusal(Stat.ERR, "cmd: " + reason);
    }
}
