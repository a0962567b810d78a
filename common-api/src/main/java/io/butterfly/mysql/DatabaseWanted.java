package io.butterfly.mysql;

import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;

/**
 * Not wanted by a service whose store is its memory ({@code ruqi.scheduler-store=memory}): its pool stays empty then.
 */
public final class DatabaseWanted implements Condition {
    @Override
    @SuppressWarnings("rawtypes")
    public boolean matches(ConditionContext context) {
        String service =
                context.getProperty("micronaut.application.name", String.class).orElse("");
        return context.getProperty(service + ".scheduler-store", String.class)
                .filter("memory"::equals)
                .isEmpty();
    }
}
