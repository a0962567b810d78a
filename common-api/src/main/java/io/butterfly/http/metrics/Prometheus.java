package io.butterfly.http.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.configuration.metrics.micrometer.prometheus.management.PrometheusEndpoint;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.management.endpoint.annotation.Read;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** {@code /prometheus}: all metrics of this process, with gauges that are fresh. */
@Endpoint(id = PrometheusEndpoint.ID)
@Replaces(PrometheusEndpoint.class)
class Prometheus {
    private final PrometheusMeterRegistry registry;
    private final GaugeReader gauges;

    Prometheus(PrometheusMeterRegistry registry, GaugeReader gauges) {
        this.registry = registry;
        this.gauges = gauges;
    }

    @Read(produces = "text/plain; version=0.0.4; charset=utf-8")
    @ExecuteOn(TaskExecutors.BLOCKING)
    String scrape() throws InterruptedException {
        gauges.refresh();
        return registry.scrape();
    }
}
