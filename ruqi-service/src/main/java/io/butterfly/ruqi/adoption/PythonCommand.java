package io.butterfly.ruqi.adoption;

import java.util.Map;
import java.util.Optional;

/** What a {@code job_state} of the Python service says that its job does. */
public final class PythonCommand {
    private PythonCommand() {}

    /** Empty when it is no pickle, or one without a command. */
    public static Optional<String> of(byte[] jobState) {
        try {
            return in(Pickle.read(jobState));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<String> in(Object state) {
        return state instanceof Map<?, ?> members
                        && members.get("kwargs") instanceof Map<?, ?> arguments
                        && arguments.get("cmd") instanceof String cmd
                ? Optional.of(cmd)
                : Optional.empty();
    }
}
