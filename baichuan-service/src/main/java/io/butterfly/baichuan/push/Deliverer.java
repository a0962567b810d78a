package io.butterfly.baichuan.push;

import io.butterfly.baichuan.message.Execution;

/**
 * Delivers a message to its handler and waits for the reply. An exception counts as the handler's answer that something
 * is broken.
 */
@FunctionalInterface
public interface Deliverer {
    Delivered deliver(Execution message) throws Exception;
}
