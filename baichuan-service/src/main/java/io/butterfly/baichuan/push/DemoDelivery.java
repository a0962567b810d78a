package io.butterfly.baichuan.push;

import io.butterfly.api.Json;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.http.ApiRoutes;
import io.butterfly.http.Caller;
import io.butterfly.http.adaptor.StatAdaptor;
import io.butterfly.http.stop.Stoppable;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Executes messages for the demo handlers: the same calls, with the message's id as request id. */
@Singleton
public final class DemoDelivery implements Stoppable {
    private static final List<String> HANDLERS = List.of(
            "/demo_api/ping", "/demo_api/hello", "/demo_api/collect", "/test_interval", "/test_date", "/test_cron");
    private static final int CONCURRENCY = 100;

    private final Deliveries deliveries;
    private final ApiRoutes routes;
    private final StatAdaptor adaptor;
    private final boolean isOn;
    private Delivery delivery;

    /** @param isOn off where workers of a team have handlers of these names */
    DemoDelivery(
            Deliveries deliveries,
            ApiRoutes routes,
            StatAdaptor adaptor,
            @Value("${baichuan.demo-handlers:true}") boolean isOn) {
        this.deliveries = deliveries;
        this.routes = routes;
        this.adaptor = adaptor;
        this.isOn = isOn;
    }

    public void start() {
        if (isOn) {
            delivery = deliveries.start("demo", () -> HANDLERS, CONCURRENCY, (message, load) -> execute(message));
        }
    }

    private Delivered execute(Execution message) {
        return new Delivered.Answered(Json.write(adaptor.adapt(reply(message))));
    }

    private Reply reply(Execution message) {
        byte[] params = message.params().getBytes(StandardCharsets.UTF_8);
        try {
            return routes.call(message.handler(), params, Caller.internal(message.id(), message.traceId()));
        } catch (Refusal e) {
            return e.reply();
        }
    }

    @Override
    @PreDestroy
    public void stopWork() {
        if (delivery != null) {
            delivery.close();
        }
    }
}
