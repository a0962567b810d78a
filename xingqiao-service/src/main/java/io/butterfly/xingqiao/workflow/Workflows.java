package io.butterfly.xingqiao.workflow;

import io.butterfly.xingqiao.workflow.WorkflowSource.Problem;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All workflows of this service by name. One that comes from a file takes the place of a built-in one of the same name.
 */
@Singleton
public final class Workflows {
    private final Map<String, Registration> builtIn = new TreeMap<>();
    private final WorkflowSource files;

    Workflows(List<Workflow> workflows, WorkflowSource files) {
        this.files = files;
        for (Workflow workflow : workflows) {
            if (builtIn.put(workflow.name(), Registration.of(workflow, "java", "built in")) != null) {
                throw new IllegalStateException("two workflows have the name " + workflow.name());
            }
        }
    }

    /** A name that is not known yet may be that of a file which has just been put there. */
    public Optional<Registration> find(String name) {
        Optional<Registration> known = Optional.ofNullable(byName().get(name));
        if (known.isPresent()) {
            return known;
        }
        files.refresh();
        return Optional.ofNullable(byName().get(name));
    }

    /** By name. */
    public Collection<Registration> all() {
        return byName().values();
    }

    public List<Problem> problems() {
        return files.problems();
    }

    private Map<String, Registration> byName() {
        Map<String, Registration> all = new TreeMap<>(builtIn);
        files.registrations().forEach(file -> all.put(file.name(), file));
        return all;
    }
}
