package io.butterfly.xingqiao.params;

import io.butterfly.api.RawJson;
import java.util.List;
import java.util.Optional;

/**
 * What the parameters of one task are made of.
 *
 * @param params preset ones
 * @param requires names to collect when there are none
 * @param extra the task's own source of values
 * @param replies of its dependencies, in the order of {@code dependencies}
 */
public record TaskInput(Optional<RawJson> params, List<String> requires, RawJson extra, List<RawJson> replies) {}
