package io.butterfly.api.ruqi;

import java.util.List;

/** A part of a list; {@code total} counts all that match. */
public record JobPage<T>(long total, List<T> list) {}
