package io.butterfly.baichuan.push;

import io.butterfly.baichuan.message.Execution;
import io.butterfly.http.load.Load;

/**
 * Delivers a message to its handler and waits for the reply. An exception counts as the handler's answer that something
 * is broken.
 *
 * <p>What the reply takes of the byte budget is in the given load; it is kept until the outcome has been written down.
 */
@FunctionalInterface
public interface Deliverer {
    Delivered deliver(Execution message, Load load) throws Exception;
}
