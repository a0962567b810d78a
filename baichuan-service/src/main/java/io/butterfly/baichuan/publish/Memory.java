package io.butterfly.baichuan.publish;

import java.util.Optional;

/** What the store's memory leaves for new messages. Reports of ends are published all the same: they let others go. */
public interface Memory {
    /** Why nothing may be published now, in words for a person. */
    Optional<String> whyFull();
}
