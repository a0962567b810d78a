package io.butterfly.baichuan.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
    private static final List<String> KNOWN = List.of("/orders/create", "/orders/cancel", "/ordersmore/x", "/other/y");

    private static Route route(String url, String... paths) {
        return new Route("orders", "/orders", URI.create(url), List.of(paths), 1, 0);
    }

    @Test
    void it_takes_all_handlers_below_its_prefix() {
        assertThat(route("http://o:1").handlers(KNOWN)).containsExactly("/orders/create", "/orders/cancel");
    }

    @Test
    void it_takes_only_its_paths_when_it_has_some() {
        assertThat(route("http://o:1", "/orders/create").handlers(KNOWN)).containsExactly("/orders/create");
    }

    @Test
    void the_handler_is_appended_to_its_address() {
        assertThat(route("http://o:1").target("/orders/create")).hasToString("http://o:1/orders/create");
        assertThat(route("http://o:1/base/").target("/orders/create")).hasToString("http://o:1/base/orders/create");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders/../admin",
                "/orders/./x",
                "/orders//x",
                "/orders/x?y=1",
                "/orders/x#y",
                "/orders/%zz",
                "/orders/%2e%2e%2fadmin",
                "/orders/a|b"
            })
    void a_handler_that_would_lead_elsewhere_is_refused(String handler) {
        assertThatThrownBy(() -> route("http://o:1").target(handler)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_no_route_is_refused() {
        assertThatThrownBy(() -> route("ftp://o:1")).hasMessageContaining("http");
        assertThatThrownBy(() -> route("/nowhere")).hasMessageContaining("http");
        assertThatThrownBy(() -> route("http://o:1", "/other/x")).hasMessageContaining("below /orders");
        assertThatThrownBy(() -> new Route("o", "orders/", URI.create("http://o:1"), List.of(), 1, 0))
                .hasMessageContaining("prefix");
    }
}
