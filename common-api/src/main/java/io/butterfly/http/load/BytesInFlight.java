package io.butterfly.http.load;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.convert.format.ReadableBytes;
import io.netty.util.internal.PlatformDependent;
import jakarta.inject.Singleton;

/**
 * The budget of this process. By default an eighth of its heap, because a body is in memory about six times while it is
 * decoded, checked, encoded for the store and sent; and not more than half of what Netty may have outside the heap,
 * where bodies come in and replies go out.
 */
@Singleton
public final class BytesInFlight {
    private static final int SHARE = 8;

    private final long most;
    final Budget bodies;
    final Budget replies;

    BytesInFlight(@Property(name = "butterfly.bytes-in-flight") @ReadableBytes @Nullable Long most) {
        this.most = most == null
                ? Math.min(Runtime.getRuntime().maxMemory() / SHARE, PlatformDependent.maxDirectMemory() / 2)
                : most;
        this.bodies = new Budget(this.most / 2);
        this.replies = new Budget(this.most / 2);
    }

    /** Of one request, or of work of this process' own. */
    public Load load() {
        return new Load(this);
    }

    Refusal busy() {
        return new Refusal(
                Stat.ERR_BUSY,
                "busy: this service has as many bytes of requests and replies under way as it may have, " + (most >> 20)
                        + " MB; nothing was done, try again");
    }
}
