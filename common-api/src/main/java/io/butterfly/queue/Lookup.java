package io.butterfly.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Answer;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.MessageStatus;
import io.butterfly.api.baichuan.TaskCancel;
import io.butterfly.api.baichuan.TaskFound;
import io.butterfly.api.baichuan.TaskGet;
import io.butterfly.api.baichuan.TaskGetBatch;
import io.butterfly.api.baichuan.TasksFound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks BaiChuan how far messages are, and cancels them. */
public final class Lookup {
    private static final String NO_MESSAGE = Stat.ERR_MSG_NOT_EXIST.name();
    private static final Set<String> UNDER_WAY = Set.of(Stat.ERR_MSG_IN_QUEUED.name(), Stat.ERR_MSG_IN_STARTED.name());

    private final BaiChuanCalls calls;

    public Lookup(BaiChuanCalls calls) {
        this.calls = calls;
    }

    /** One message, with its result. */
    public Found find(String id) throws BaiChuanUnreachable, InterruptedException {
        try {
            return found(calls.ask("/baichuan/task_get", new TaskGet(id, null), new TypeReference<TaskFound>() {}));
        } catch (JsonProcessingException e) {
            return new Found.Unreadable(isTooDeep(e));
        }
    }

    private static Found found(TaskFound answer) throws BaiChuanUnreachable {
        if (answer == null) {
            return new Found.Absent();
        }
        String stat = String.valueOf(answer.stat());
        if (answer.taskInfo() != null) {
            return new Found.Known(answer.taskInfo(), stat);
        }
        if (UNDER_WAY.contains(stat)) {
            return new Found.UnderWay();
        }
        if (NO_MESSAGE.equals(stat)) {
            return new Found.Absent();
        }
        throw new BaiChuanUnreachable("BaiChuan answered " + stat + ": " + answer.message(), false);
    }

    private static boolean isTooDeep(Throwable e) {
        return e instanceof StreamConstraintsException || e.getCause() != null && isTooDeep(e.getCause());
    }

    /**
     * Many messages in order, with their results: one call for a thousand, and one more for each result that does not
     * fit into its 4 MB.
     */
    public List<Found> find(List<String> ids) throws BaiChuanUnreachable, InterruptedException {
        List<Found> all = new ArrayList<>();
        while (all.size() < ids.size()) {
            all.addAll(findFirst(ids.subList(all.size(), ids.size()), Long.MAX_VALUE));
        }
        return all;
    }

    /**
     * The first of these messages, in order, with their results: at least one, at most a thousand, and no further one
     * once the results have so many characters together. One call's 4 MB may go beyond it.
     */
    public List<Found> findFirst(List<String> ids, long enough) throws BaiChuanUnreachable, InterruptedException {
        return findBatch(ids.subList(0, Math.min(ids.size(), TaskGetBatch.MOST)), enough);
    }

    private List<Found> findBatch(List<String> ids, long enough) throws BaiChuanUnreachable, InterruptedException {
        if (ids.size() == 1) {
            return List.of(find(ids.getFirst()));
        }
        Answer<TasksFound> answer;
        try {
            answer = calls.ask("/baichuan/task_get_batch", new TaskGetBatch(ids, true), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            return complete(
                    ids, List.of(), enough); // something in it cannot be read, and should keep no other one from it
        }
        if (!answer.isOk()) {
            throw new BaiChuanUnreachable("BaiChuan answered " + answer.stat() + ": " + answer.message(), false);
        }
        if (answer.data() == null
                || answer.data().tasks() == null
                || answer.data().tasks().size() != ids.size()) {
            throw new BaiChuanUnreachable("BaiChuan did not say how far each message is", false);
        }
        return complete(ids, answer.data().tasks(), enough);
    }

    /**
     * Asks for each message that the answers do not show whole, and for none of these once there is enough.
     *
     * @param answers one for each, or none at all
     */
    private List<Found> complete(List<String> ids, List<TaskFound> answers, long enough)
            throws BaiChuanUnreachable, InterruptedException {
        List<Found> all = new ArrayList<>();
        long characters = 0;
        for (int i = 0; i < ids.size(); i++) {
            boolean isWhole = !answers.isEmpty() && isWhole(answers.get(i));
            if (!isWhole && !all.isEmpty() && characters >= enough) {
                return all;
            }
            Found found = isWhole ? found(answers.get(i)) : find(ids.get(i));
            characters += found.characters();
            all.add(found);
        }
        return all;
    }

    private static boolean isWhole(TaskFound answer) {
        return answer == null || answer.taskInfo() == null || !answer.taskInfo().isResultOmitted();
    }

    /**
     * The message is not executed any more; an execution under way is stopped. What has ended stays as it is.
     *
     * @return how far it is now, such as {@code FINISHED} when it had ended before; empty when there is no such message
     */
    public Optional<MessageStatus> cancel(String id) throws BaiChuanUnreachable, InterruptedException {
        Answer<JsonNode> answer;
        try {
            answer = calls.ask("/baichuan/task_cancel", new TaskCancel(id), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw BaiChuanCalls.unreadable(e);
        }
        if (answer.isOk()) {
            return Optional.ofNullable(answer.data())
                    .map(data -> MessageStatus.of(data.path("status").asText()));
        }
        if (NO_MESSAGE.equals(answer.stat())) {
            return Optional.empty();
        }
        throw new BaiChuanUnreachable(
                "BaiChuan did not cancel " + id + ": " + answer.stat() + ", " + answer.message(), true);
    }
}
