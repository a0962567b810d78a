package io.butterfly.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.butterfly.api.Answer;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.TaskCreate;
import io.butterfly.api.baichuan.TaskCreateBatch;
import io.butterfly.api.baichuan.TaskCreated;
import io.butterfly.api.baichuan.TasksCreated;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes many messages with few calls. A message that cannot be published spoils no other one: when a batch is
 * refused as a whole it is halved, until what is wrong is alone.
 */
public final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final int BATCH_MESSAGES = 500;
    private static final int BATCH_CHARACTERS = 1_000_000; // BaiChuan takes 4 MB; a character may need three bytes
    private static final Duration BATCH_PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> UNDER_WAY = Set.of(Stat.ERR_MSG_IN_QUEUED.name(), Stat.ERR_MSG_IN_STARTED.name());
    /** It may be otherwise in a moment. */
    private static final Set<String> NOT_NOW =
            Set.of(Stat.ERR_SERVER_EXCEPTION.name(), Stat.ERR_STORE_FULL.name(), Stat.ERR_BUSY.name());

    private final BaiChuanCalls calls;
    private final SteadyClock clock = SteadyClock.system();

    public Publisher(BaiChuanCalls calls) {
        this.calls = calls;
    }

    /**
     * What became of each, in order.
     *
     * @param messages with ids of their own, so that publishing them again is safe
     * @throws BaiChuanUnreachable some may have been published all the same; no batch takes longer than 30 s
     */
    public List<Publication> publish(List<TaskCreate> messages) throws BaiChuanUnreachable, InterruptedException {
        List<Publication> publications = new ArrayList<>();
        for (List<TaskCreate> batch :
                batches(messages, message -> message.params().text().length())) {
            publications.addAll(publishBatch(batch, clock.deadline(BATCH_PATIENCE)));
        }
        return publications;
    }

    /**
     * The same in order, in parts that one call can publish: for a caller that publishes them side by side. A message
     * that is too large for company goes alone.
     *
     * @param characters of a message's parameters, or a little more
     */
    public static <T> List<List<T>> batches(List<T> messages, ToIntFunction<T> characters) {
        List<List<T>> batches = new ArrayList<>();
        long sum = 0;
        for (T message : messages) {
            int length = characters.applyAsInt(message);
            if (batches.isEmpty() || batches.getLast().size() == BATCH_MESSAGES || sum + length > BATCH_CHARACTERS) {
                batches.add(new ArrayList<>());
                sum = 0;
            }
            sum += length;
            batches.getLast().add(message);
        }
        return batches;
    }

    private List<Publication> publishBatch(List<TaskCreate> batch, Deadline deadline)
            throws BaiChuanUnreachable, InterruptedException {
        if (deadline.hasPassed()) {
            throw new BaiChuanUnreachable("BaiChuan needs too long to publish", true);
        }
        Answer<TasksCreated> answer;
        try {
            answer = calls.ask(
                    "/baichuan/task_create_batch",
                    new TaskCreateBatch(batch),
                    new TypeReference<>() {},
                    patience(deadline));
        } catch (JsonProcessingException e) {
            throw BaiChuanCalls.unreadable(e);
        } catch (RuntimeException e) {
            return inHalves(batch, new Publication.Unwritable(why(e)), deadline);
        }
        if (answer.isOk()) {
            return publications(batch, answer.data());
        }
        if (answer.stat() == null || NOT_NOW.contains(answer.stat())) {
            throw new BaiChuanUnreachable(
                    "BaiChuan answered " + answer.stat() + ": " + answer.message(), mayHaveActed(answer.stat()));
        }
        return inHalves(batch, new Publication.Refused(answer.stat(), answer.message()), deadline);
    }

    private static Duration patience(Deadline deadline) {
        Duration left = deadline.left();
        return left.compareTo(BaiChuanCalls.PATIENCE) < 0 ? left : BaiChuanCalls.PATIENCE;
    }

    private static String why(RuntimeException e) {
        return e.getCause() instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(e.getMessage());
    }

    /** @param alone what becomes of a batch of one message */
    private List<Publication> inHalves(List<TaskCreate> batch, Publication alone, Deadline deadline)
            throws BaiChuanUnreachable, InterruptedException {
        if (batch.size() == 1) {
            return List.of(alone);
        }
        LOG.info("{} messages are published in halves: {}", batch.size(), alone);
        int middle = batch.size() / 2;
        List<Publication> all = new ArrayList<>(publishBatch(batch.subList(0, middle), deadline));
        all.addAll(publishBatch(batch.subList(middle, batch.size()), deadline));
        return all;
    }

    private static List<Publication> publications(List<TaskCreate> batch, TasksCreated created)
            throws BaiChuanUnreachable {
        if (created == null || created.tasks() == null || created.tasks().size() != batch.size()) {
            throw new BaiChuanUnreachable("BaiChuan did not say what became of each message", true);
        }
        List<Publication> publications = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            publications.add(publication(batch.get(i), created.tasks().get(i)));
        }
        return publications;
    }

    private static Publication publication(TaskCreate message, TaskCreated answer) {
        if (answer == null || answer.stat() == null) {
            return new Publication.NotNow("BaiChuan did not say what became of it", true);
        }
        if (NOT_NOW.contains(answer.stat())) {
            return new Publication.NotNow(
                    "BaiChuan answered " + answer.stat() + ": " + answer.message(), mayHaveActed(answer.stat()));
        }
        if (UNDER_WAY.contains(answer.stat())) {
            return new Publication.UnderWay(answer.stat(), answer.message());
        }
        if (!Stat.OK.name().equals(answer.stat())) {
            return new Publication.Refused(answer.stat(), answer.message());
        }
        boolean isOther = answer.message() != null
                || message.taskId() != null && !message.taskId().equals(answer.taskId());
        return Boolean.FALSE.equals(answer.created()) && isOther
                ? new Publication.StoodIn(answer.message())
                : new Publication.Published(answer.status());
    }

    /** After an error of the store it is not known what was done before; a refusal for want of room did nothing. */
    private static boolean mayHaveActed(String stat) {
        return stat == null || Stat.ERR_SERVER_EXCEPTION.name().equals(stat);
    }
}
