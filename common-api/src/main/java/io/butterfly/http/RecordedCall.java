package io.butterfly.http;

import io.butterfly.access.Role;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.changes.Before;
import io.butterfly.changes.Change;
import io.butterfly.changes.Changes;
import io.butterfly.changes.Summary;
import io.butterfly.http.parameters.BadParams;
import io.micronaut.context.BeanProvider;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.inject.DelegatingExecutableMethod;
import io.micronaut.inject.ExecutableMethod;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that needs an operator or an admin, recorded when it has ended. Its reply does not wait for more than that.
 */
final class RecordedCall implements DelegatingExecutableMethod<Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedCall.class);
    private static final Set<Role> RECORDED = Set.of(Role.OPERATOR, Role.ADMIN);

    private final ExecutableMethod<Object, Object> call;
    private final BeanProvider<Changes> changes;
    private final Clock clock;

    private RecordedCall(ExecutableMethod<Object, Object> call, BeanProvider<Changes> changes, Clock clock) {
        this.call = call;
        this.changes = changes;
        this.clock = clock;
    }

    /** The method itself when nothing of it is to be recorded. */
    static ExecutableMethod<Object, Object> of(
            ApiCall known, ExecutableMethod<Object, Object> call, BeanProvider<Changes> changes, Clock clock) {
        boolean isRecorded = !known.reads() && known.roles().stream().anyMatch(RECORDED::contains);
        return isRecorded ? new RecordedCall(call, changes, clock) : call;
    }

    @Override
    public ExecutableMethod<Object, Object> getTarget() {
        return call;
    }

    @Override
    public Object invoke(Object bean, Object... arguments) {
        try (Before before = Before.begin()) {
            return invoke(before, bean, arguments);
        }
    }

    private Object invoke(Before before, Object bean, Object... arguments) {
        try {
            Object returned = call.invoke(bean, arguments);
            record(arguments, before, returned instanceof Reply reply ? reply.stat() : Stat.OK.name());
            return returned;
        } catch (BadParams e) {
            throw e; // nothing has been done
        } catch (Refusal e) {
            if (e.stat() != Stat.ERR_SERVER_EXCEPTION) {
                record(arguments, before, e.stat().name());
            } // else the store is away: the record would keep the caller waiting for it once more
            throw e;
        } catch (RuntimeException e) {
            record(arguments, before, Stat.ERR_SERVER_EXCEPTION.name());
            throw e;
        }
    }

    /** What was done has been done, whether or not that can be written down. */
    private void record(Object[] arguments, Before before, String stat) {
        if (stat.equals(Stat.ERR_BAD_PARAMS.name()) || !changes.isPresent()) {
            return;
        }
        ServerRequestContext.currentRequest()
                .flatMap(request -> OngoingCall.of(request)
                        .map(ongoing -> change(request.getPath(), arguments, before.text(), stat, ongoing.caller())))
                .ifPresent(this::keep);
    }

    private Change change(String path, Object[] arguments, String before, String stat, Caller caller) {
        Summary summary = Stream.of(arguments)
                .filter(argument -> !(argument instanceof Caller))
                .map(Summary::of)
                .findFirst()
                .orElseThrow();
        Change.By by = new Change.By(caller.user(), caller.identity().role().text(), caller.address());
        return new Change(clock.millis(), by, path, summary.object(), summary.params(), before, stat, caller.reqid());
    }

    private void keep(Change change) {
        try {
            changes.get().record(change);
        } catch (RuntimeException e) {
            LOG.error("a change is not kept, only logged: {}", change, e);
        }
    }
}
