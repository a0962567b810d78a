package io.butterfly.xingqiao.workflow;

import io.butterfly.xingqiao.schema.ValueSchema;
import java.util.Optional;

/**
 * A workflow that jobs can be made of.
 *
 * @param schema of {@code job_extra}
 * @param form {@code java}, {@code jar} or {@code yaml}
 * @param source the file it came from; {@code built in} for a bean
 */
public record Registration(Workflow workflow, Optional<ValueSchema> schema, String form, String source) {
    /** Throws {@link IllegalArgumentException} when its name or its schema cannot be used. */
    public static Registration of(Workflow workflow, String form, String source) {
        if (workflow.name() == null || workflow.name().isBlank()) {
            throw new InvalidPlan("the workflow has no name");
        }
        Limits.check("the workflow's name", workflow.name(), Limits.NAME);
        return new Registration(workflow, workflow.paramsSchema().map(ValueSchema::of), form, source);
    }

    public String name() {
        return workflow.name();
    }
}
