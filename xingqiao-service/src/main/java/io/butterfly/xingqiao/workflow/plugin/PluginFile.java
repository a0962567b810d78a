package io.butterfly.xingqiao.workflow.plugin;

import io.butterfly.xingqiao.workflow.Registration;
import io.butterfly.xingqiao.workflow.WorkflowSource.Problem;
import io.butterfly.xingqiao.workflow.yaml.BrokenFile;
import io.butterfly.xingqiao.workflow.yaml.YamlFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * One file as it was last seen.
 *
 * @param registrations its workflows: those of this version, or of the last good one before it
 */
record PluginFile(Path path, Version version, List<Registration> registrations, Optional<Problem> problem) {
    private static final long MAX_YAML_BYTES = 1 << 20;

    /** What tells one version of a file from another. */
    record Version(long modifiedMillis, long size, Object key) {
        static Version of(Path path) throws IOException {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            return new Version(file.lastModifiedTime().toMillis(), file.size(), file.fileKey());
        }
    }

    /** @param before what is known of the file, if anything */
    static PluginFile read(Path path, Version version, Optional<PluginFile> before) {
        try {
            return new PluginFile(path, version, registrations(path, version), Optional.empty());
        } catch (BrokenFile e) {
            return broken(path, version, before, e.getMessage(), e.place());
        } catch (MalformedInputException e) {
            return broken(path, version, before, "it is not UTF-8 text", new BrokenFile.Place(0, 0));
        } catch (IOException
                | RuntimeException
                | Error e) { // a jar is foreign code: whatever it throws, the service goes on without it
            String reason = e instanceof IllegalArgumentException ? e.getMessage() : e.toString();
            return broken(path, version, before, reason, new BrokenFile.Place(0, 0));
        }
    }

    private static List<Registration> registrations(Path path, Version version) throws IOException {
        String file = path.getFileName().toString();
        if (file.endsWith(".jar")) {
            return PluginJar.read(path);
        }
        if (version.size() > MAX_YAML_BYTES) {
            throw new IllegalArgumentException("it is larger than " + MAX_YAML_BYTES + " bytes");
        }
        return List.of(Registration.of(YamlFile.read(Files.readString(path)), "yaml", file));
    }

    private static PluginFile broken(
            Path path, Version version, Optional<PluginFile> before, String reason, BrokenFile.Place place) {
        List<Registration> kept = before.map(PluginFile::registrations).orElse(List.of());
        Problem problem =
                new Problem(path.getFileName().toString(), reason, place.line(), place.column(), !kept.isEmpty());
        return new PluginFile(path, version, kept, Optional.of(problem));
    }
}
