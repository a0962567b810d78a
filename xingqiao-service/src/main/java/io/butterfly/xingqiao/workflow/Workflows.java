package io.butterfly.xingqiao.workflow;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All workflows of this service by name. */
@Singleton
public final class Workflows {
  private final Map<String, Workflow> byName = new TreeMap<>();

  Workflows(List<Workflow> workflows) {
    for (Workflow workflow : workflows) {
      Limits.check("the workflow's name " + workflow.name(), workflow.name(), Limits.NAME);
      if (byName.put(workflow.name(), workflow) != null) {
        throw new IllegalStateException("two workflows have the name " + workflow.name());
      }
    }
  }

  public Optional<Workflow> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Iterable<String> names() {
    return byName.keySet();
  }
}
