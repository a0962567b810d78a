package io.butterfly.baichuan.message;

import java.util.Optional;

/** Messages to look at. */
public interface Messages {
    Optional<Message> find(String id);
}
