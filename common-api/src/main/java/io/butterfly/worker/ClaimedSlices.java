package io.butterfly.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.api.worker.ClaimedMessage;
import io.butterfly.api.worker.OutcomeStat;
import io.butterfly.api.worker.WorkerOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to a claim that could not be read as a whole: its messages are read one by one. */
record ClaimedSlices(List<RawJson> messages, List<OutcomeStat> results) {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimedSlices.class);

    /**
     * What the answer holds.
     *
     * @param ends how those messages end that cannot be read; one that does not even say which it is comes back when
     *     its lease runs out
     */
    record Read(List<ClaimedMessage> messages, List<WorkerOutcome> ends) {}

    /** Which message it is, whatever else it has. */
    record Handle(String taskId, String lease) {}

    Read read() throws IOException {
        Read read = new Read(new ArrayList<>(), new ArrayList<>());
        for (RawJson message : messages) {
            byte[] json = message.text().getBytes(StandardCharsets.UTF_8);
            try {
                read.messages.add(Json.read(json, new TypeReference<ClaimedMessage>() {}));
            } catch (JsonProcessingException e) {
                Handle handle = Json.readOfAnyDepth(json, new TypeReference<>() {});
                LOG.warn("message {} cannot be read and is ended: {}", handle.taskId, e.getOriginalMessage());
                String why = "a worker cannot read the message" + Json.where(e);
                read.ends.add(new WorkerOutcome(
                        handle.taskId, handle.lease, RawJson.of(Reply.refused(Stat.ERR_BAD_PARAMS, why)), null));
            }
        }
        read.ends.removeIf(end -> end.taskId() == null || end.lease() == null);
        return read;
    }
}
