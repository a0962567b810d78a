package io.butterfly.baichuan.push;

import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.util.List;

/**
 * A route as it is configured: {@code baichuan.routes.<name>}. One without a url is off.
 *
 * @param url empty for off
 * @param paths below the prefix, such as {@code create_job}; none for all
 * @param deadline seconds the service may take to answer, 0 for no limit but the message's own timeout
 */
@EachProperty("baichuan.routes")
public record RouteSettings(
        @Parameter String name,
        @Bindable(defaultValue = "") String prefix,
        @Bindable(defaultValue = "") String url,
        @Bindable(defaultValue = "") List<String> paths,
        @Bindable(defaultValue = "20") int concurrency,
        @Bindable(defaultValue = "0") int deadline) {

    public boolean isOn() {
        return !url.isBlank();
    }

    public Route route() {
        try {
            List<String> handlers = paths.stream()
                    .filter(path -> !path.isBlank())
                    .map(path -> prefix + "/" + path)
                    .toList();
            return new Route(name, prefix, URI.create(url), handlers, concurrency, deadline);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("the setting baichuan.routes." + name + ": " + e.getMessage());
        }
    }
}
