package io.butterfly.baichuan.push;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Of messages that BaiChuan executes itself.
 *
 * @param lease after so long without a sign of life of this process others take its messages
 * @param backoff the pause after a lost attempt, growing
 * @param limit for a message without a timeout on a route without a deadline
 */
@ConfigurationProperties("baichuan.push")
public record PushSettings(
        @Bindable(defaultValue = "10s") Duration lease,
        @Bindable(defaultValue = "5s") Duration backoff,
        @Bindable(defaultValue = "1h") Duration limit) {}
