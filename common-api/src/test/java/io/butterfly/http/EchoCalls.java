package io.butterfly.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
import io.butterfly.api.Page;
import io.butterfly.api.RawJson;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import jakarta.inject.Singleton;
import java.util.stream.IntStream;

/** A service small enough to show every rule of the edge. */
@Singleton
class EchoCalls {
    record Echo(@JsonProperty(required = true) Object strInfo, Integer pageSize, String name, RawJson extra) {}

    @Api(
            value = {"/echo/say", "/echo/old_say"},
            role = Role.VIEWER,
            reads = true)
    Reply say(Echo call) {
        return Reply.ok()
                .with("str_info", call.strInfo())
                .with("page_size", call.pageSize())
                .with("name", call.name())
                .with("extra", call.extra());
    }

    record Greet(@JsonProperty(required = true) String who) {}

    @Api(value = "/echo/greet", role = Role.PUBLISHER)
    Reply greet(Greet call) {
        return Reply.data("hello " + call.who().strip());
    }

    @Api(value = "/echo/whoami", role = Role.VIEWER, reads = true)
    Reply whoami(NoParameters none, Caller caller) {
        return Reply.data(caller.user()).with("reqid", caller.reqid()).with("trace", caller.traceId());
    }

    @Api(value = "/echo/refuse", role = Role.WORKER)
    Reply refuse(NoParameters none) {
        throw new Refusal(Stat.ERR, "no job by the id of\r\nx-evil: 1");
    }

    @Api(value = "/echo/boom", role = Role.ADMIN)
    Reply boom(NoParameters none) {
        throw new IllegalStateException("secret detail");
    }

    /** A long list whose rows come to an end before it does, as when the database goes away. */
    @Api(value = "/echo/breaks", role = Role.VIEWER, reads = true)
    Reply breaks(NoParameters none) {
        return Reply.data(new Page<>(
                1_000_000,
                IntStream.range(0, 1_000_000)
                        .mapToObj(i -> {
                            if (i == 200_000) {
                                throw new Refusal(Stat.ERR_SERVER_EXCEPTION, "the database is away");
                            }
                            return "row " + i;
                        })
                        .iterator()));
    }
}
