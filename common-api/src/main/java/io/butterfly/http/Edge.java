package io.butterfly.http;

import io.butterfly.api.Json;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.http.Calls.Call;
import io.butterfly.http.files.FileReply;
import io.butterfly.http.lists.LazyList;
import io.butterfly.http.lists.StreamedReply;
import io.butterfly.http.stop.Stopping;
import io.butterfly.kernel.ReqId;
import io.micronaut.context.annotation.Executable;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Serves every path: finds the call, runs it on a virtual thread, and writes its reply with the headers that every
 * reply has.
 */
@Singleton
class Edge {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
    private static final byte[] NO_BODY = {};
    private static final int MAX_WHOLE = 256 * 1024;

    private final Calls calls;
    private final ServiceName service;
    private final Stopping stopping;

    Edge(Calls calls, ServiceName service, Stopping stopping) {
        this.calls = calls;
        this.service = service;
        this.stopping = stopping;
    }

    @Executable
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    MutableHttpResponse<?> serve(HttpRequest<?> request, @Nullable @Body byte[] body) {
        Optional<Call> call = calls.find(request.getPath());
        if (call.isEmpty()) {
            boolean isFile = request.getPath().startsWith("/static");
            return head(HttpResponse.status(isFile ? HttpStatus.NOT_FOUND : HttpStatus.BAD_REQUEST), ReqId.next(), 0)
                    .header("x-reason", isFile ? "File Not Found" : "API Not Found");
        }
        Caller caller = Callers.of(request).onlyWhile(() -> !stopping.isUnderWay());
        boolean isPost = "POST".equals(request.getMethodName());
        long start = System.nanoTime();
        caller.load().hold();
        MDC.put("reqid", caller.reqid());
        MDC.put("trace", caller.traceId());
        try {
            caller.load().require();
            if (call.get().answersFile()) {
                return file(call.get(), request, caller, start);
            }
            Reply reply = call.get().run(query(request), isPost && body != null ? body : NO_BODY, caller);
            return answered(reply, caller, start).header(service.name(), service.version());
        } catch (BadParams e) {
            return refused(e, e.reason(), caller, start);
        } catch (Refusal e) {
            return refused(e, e.getMessage(), caller, start).header(service.name(), service.version());
        } catch (Exception e) {
            LOG.error("{} failed", request.getPath(), e);
            Refusal answer = new Refusal(
                    Stat.ERR_SERVER_EXCEPTION, "internal error; the log has it under request id " + caller.reqid());
            return refused(answer, "API Processing Exception", caller, start);
        } finally {
            caller.load().letGo();
            MDC.clear();
        }
    }

    private MutableHttpResponse<?> file(Call call, HttpRequest<?> request, Caller caller, long start) {
        try {
            FileReply file = call.file(query(request), caller);
            return head(
                            HttpResponse.ok(file.bytes()).contentType(file.mediaType()),
                            caller.reqid(),
                            System.nanoTime() - start)
                    .header(service.name(), service.version());
        } catch (Refusal e) {
            HttpStatus status = e instanceof BadParams || e.stat() == Stat.ERR_BAD_PARAMS
                    ? HttpStatus.BAD_REQUEST
                    : HttpStatus.NOT_FOUND;
            return head(HttpResponse.status(status), caller.reqid(), System.nanoTime() - start)
                    .header("x-reason", HeaderText.oneLine(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("{} failed", request.getPath(), e);
            return head(HttpResponse.serverError(), caller.reqid(), System.nanoTime() - start)
                    .header("x-reason", "API Processing Exception");
        }
    }

    /** An empty value counts as absent; a name given twice is a list. */
    private static Map<String, Object> query(HttpRequest<?> request) {
        Map<String, Object> query = new HashMap<>();
        request.getParameters().forEach((name, values) -> {
            List<String> given =
                    values.stream().filter(value -> !value.isEmpty()).toList();
            if (!given.isEmpty()) {
                query.put(name, given.size() == 1 ? given.getFirst() : given);
            }
        });
        return query;
    }

    private MutableHttpResponse<?> answered(Reply reply, Caller caller, long start) {
        MutableHttpResponse<?> response = written(reply, caller, start);
        return reply.message() == null ? response : response.header("x-reason", HeaderText.oneLine(reply.message()));
    }

    private MutableHttpResponse<?> refused(Refusal refusal, String reason, Caller caller, long start) {
        return written(refusal.reply(), caller, start).header("x-reason", HeaderText.oneLine(reason));
    }

    private MutableHttpResponse<?> written(Reply reply, Caller caller, long start) {
        MutableHttpResponse<?> response = HttpResponse.ok(body(reply)).contentType(MediaType.APPLICATION_JSON_TYPE);
        return head(response, caller.reqid(), System.nanoTime() - start);
    }

    /** A long list is written while it is read: all its rows need not fit in memory. */
    private static Object body(Reply reply) {
        if (!(reply.members().get("data") instanceof LazyList list)) {
            return Json.bytes(reply);
        }
        try {
            StreamedReply streamed = new StreamedReply(reply, list);
            byte[] whole = streamed.ifShort(MAX_WHOLE);
            return whole.length > 0 ? whole : new StreamedFile(streamed, MediaType.APPLICATION_JSON_TYPE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MutableHttpResponse<?> head(MutableHttpResponse<?> response, String reqid, long nanos) {
        return response.header("x-reqid", reqid)
                .header("x-cost", "%.6f".formatted(nanos / 1e9))
                .header("butterfly", service.version());
    }
}
