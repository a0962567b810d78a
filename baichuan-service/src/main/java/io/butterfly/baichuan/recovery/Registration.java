package io.butterfly.baichuan.recovery;

import java.util.List;

/**
 * What the registry has about a Python worker.
 *
 * @param birth when its process began (ms), 0 when it is not registered (any more)
 * @param heartbeat its last one (ms), 0 when none is known; also of a worker that lost its registration and goes on
 * @param handlers those it takes from, empty when that is not known
 */
public record Registration(String worker, long birth, long heartbeat, List<String> handlers) {

    boolean isRegistered() {
        return birth > 0;
    }
}
