package io.butterfly.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of all modules and the documents, as they are in the repository. */
final class SourceTree {
    /** Tests run in the folder of a module. */
    static final Path ROOT = Path.of("..");

    private SourceTree() {}

    static List<Path> documents() {
        return Stream.concat(
                        children(ROOT).filter(path -> path.toString().endsWith(".md")),
                        below(ROOT.resolve("docs"))
                                .filter(path -> path.toString().endsWith(".md")))
                .sorted()
                .toList();
    }

    /** The files of all modules that are delivered, by the end of their names. */
    static List<Path> mainSources(String ending) {
        return below(ROOT)
                .filter(path -> path.toString().contains("/src/main/")
                        && !path.toString().contains("/target/")
                        && path.toString().endsWith(ending))
                .sorted()
                .toList();
    }

    static List<Path> testSources() {
        return below(ROOT)
                .filter(path -> path.toString().contains("/src/test/")
                        && !path.toString().contains("/target/")
                        && path.toString().endsWith(".java"))
                .toList();
    }

    static List<String> lines(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
