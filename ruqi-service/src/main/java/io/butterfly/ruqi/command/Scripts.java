package io.butterfly.ruqi.command;

import io.butterfly.api.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder whose files jobs may run. Off unless it is configured: every user who may add jobs may run the files in
 * it, and only those.
 *
 * @param root the folder; empty for no scripts at all
 * @param python the interpreter that {@code python} stands for
 * @param user who runs them, {@code USER} or {@code USER:GROUP}; empty for the service's own user
 */
public record Scripts(Optional<Path> root, String python, Optional<String> user) {
    private static final Logger LOG = LoggerFactory.getLogger(Scripts.class);
    private static final String TEST_HANDLER = "test_handler.py";

    /** The command line, without a shell. Throws {@link Refusal} when the file is not one inside the root. */
    public List<String> commandLine(Target.Script script) {
        List<String> line = new ArrayList<>();
        line.add(script.interpreter().equals("python") ? python : script.interpreter());
        line.add(file(script.path()).toString());
        line.addAll(script.arguments());
        return line;
    }

    /**
     * What stands before a command line, so that another user runs it; the service must be allowed to change its user.
     * That user gets no right to change it again.
     */
    public List<String> asUser() {
        return user.map(name -> name.split(":", 2))
                .map(names -> List.of(
                        "setpriv",
                        "--reuid=" + names[0],
                        "--regid=" + names[names.length - 1],
                        "--init-groups",
                        "--ambient-caps=-all",
                        "--inh-caps=-all",
                        "--no-new-privs"))
                .orElse(List.of());
    }

    /**
     * Puts {@code test_handler.py} into the folder, unless there is one; a folder that must not be written goes
     * without, and the log says so.
     */
    public void install() {
        if (root.isEmpty() || Files.exists(root.get().resolve(TEST_HANDLER))) {
            return;
        }
        if (!Files.isWritable(root.get())) {
            LOG.warn(
                    "{} is not in {}, and cannot be put there: this process may not write to it",
                    TEST_HANDLER,
                    root.get());
            return;
        }
        try (InputStream in = Scripts.class.getResourceAsStream("/scripts/" + TEST_HANDLER)) {
            Files.copy(in, root.get().resolve(TEST_HANDLER));
        } catch (FileAlreadyExistsException e) {
            LOG.debug("another replica has installed {}", TEST_HANDLER);
        } catch (IOException e) {
            LOG.warn("{} could not be installed: {}", TEST_HANDLER, e.toString());
        }
    }

    /** The folder itself, in which scripts run. */
    public Path folder() {
        return root.orElseThrow(
                () -> Command.bad("scripts are off here: set RUQI_SCRIPTS_ROOT to the folder they lie in"));
    }

    private Path file(String path) {
        Path folder = folder();
        try {
            Path given = folder.resolve(path);
            if (!given.startsWith(folder) || path.contains("..")) {
                throw Command.bad("the script '" + path + "' must be a path below the scripts' folder, without '..'");
            }
            Path real = given.toRealPath();
            if (!real.startsWith(folder.toRealPath())) {
                throw Command.bad("the script '" + path + "' leads out of the scripts' folder");
            }
            if (Files.isRegularFile(real)) {
                return real;
            }
        } catch (IOException | InvalidPathException e) {
            // refused below
        }
        throw Command.bad("there is no script '" + path + "' in the scripts' folder");
    }
}
