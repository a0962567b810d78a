package io.butterfly.ruqi.command;

import io.butterfly.api.RawJson;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A command that was read. */
public sealed interface Target {

    Kind kind();

    /** A message for BaiChuan; without an id of its own it goes by the firing's. */
    record Message(String handler, RawJson params, Optional<String> messageId) implements Target {
        @Override
        public Kind kind() {
            return Kind.MESSAGE;
        }
    }

    /** A POST with a JSON object as its body. */
    record HttpPost(URI uri, RawJson body) implements Target {
        @Override
        public Kind kind() {
            return Kind.HTTP;
        }
    }

    /**
     * A file under the scripts' root.
     *
     * @param interpreter {@code bash} or {@code python}
     * @param path relative to the root
     */
    record Script(String interpreter, String path, List<String> arguments) implements Target {
        public Script {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Kind kind() {
            return Kind.SCRIPT;
        }
    }
}
