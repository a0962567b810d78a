package io.butterfly.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The folder that script jobs may run from, with one to begin with. */
final class ScriptsFolder {
    private static final String HELLO = """
      #!/bin/bash
      # The demo's script job: prints who was greeted and when.
      echo "hello ${1:-world} at $(date '+%F %T')"
      """;

    private ScriptsFolder() {}

    /** Leaves a script that is already there alone; returns the folder. */
    static String install(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path hello = folder.resolve("hello.sh");
        if (!Files.exists(hello)) {
            Files.writeString(hello, HELLO);
        }
        Path asInTheManual = folder.resolve("scripts");
        if (!Files.exists(asInTheManual, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(asInTheManual, Path.of(".")); // its commands read "bash scripts/…"
        }
        return folder.toString();
    }
}
