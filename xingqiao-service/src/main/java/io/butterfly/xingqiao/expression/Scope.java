package io.butterfly.xingqiao.expression;

import com.fasterxml.jackson.databind.JsonNode;

/** What the roots of paths stand for. */
@FunctionalInterface
public interface Scope {
    /** A missing node when there is nothing of that name. */
    JsonNode root(String name);
}
