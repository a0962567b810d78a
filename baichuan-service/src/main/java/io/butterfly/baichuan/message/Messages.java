package io.butterfly.baichuan.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages to look at. */
public interface Messages {
    Optional<Message> find(String id);

    /**
     * Messages by id, without their parameters; those that are not there are left out.
     *
     * @param resultBytes results come along until they are so many bytes together; a message whose result does not has
     *     the note {@code result_omitted}
     */
    Map<String, Message> find(List<String> ids, long resultBytes);
}
