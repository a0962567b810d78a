package io.butterfly.ruqi.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a redirect leads. */
class HopTest {
    private static final String PUBLIC = "93.184.216.34";

    private static Hop first(String uri, String... addresses) throws IOException {
        return Hop.first(URI.create(uri), addresses(addresses));
    }

    private static List<InetAddress> addresses(String... texts) throws IOException {
        InetAddress[] addresses = new InetAddress[texts.length];
        for (int i = 0; i < texts.length; i++) {
            addresses[i] = InetAddress.getByName(texts[i]);
        }
        return List.of(addresses);
    }

    /** RFC 3986, 5.4. */
    @ParameterizedTest
    @CsvSource({
        "g, http://a/b/c/g", "./g, http://a/b/c/g", "g/, http://a/b/c/g/", "/g, http://a/g", "//g, http://g",
                "?y, http://a/b/c/d;p?y",
        "g?y, http://a/b/c/g?y", "#s, http://a/b/c/d;p?q", "g#s, http://a/b/c/g", ";x, http://a/b/c/;x",
                "'', http://a/b/c/d;p?q", "., http://a/b/c/",
        ".., http://a/b/", "../g, http://a/b/g", "../../g, http://a/g", "../../../g, http://a/g", "/./g, http://a/g",
                "/../g, http://a/g",
        "https://x.example/y?z, https://x.example/y?z"
    })
    void a_location_is_resolved_as_the_rfc_says(String location, String target) throws IOException {
        assertThat(first("http://a/b/c/d;p?q", PUBLIC).target(location)).isEqualTo(URI.create(target));
    }

    @Test
    void a_url_without_a_path_has_the_root() throws IOException {
        assertThat(first("http://a", PUBLIC).target("g")).isEqualTo(URI.create("http://a/g"));
        assertThat(first("http://a", PUBLIC).target("?y")).isEqualTo(URI.create("http://a/?y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a/b", "mailto:a@b", "http:///x", "http://a b/", "\u0000"})
    void what_is_no_url_is_not_followed(String location) {
        assertThatThrownBy(() -> first("http://a/b", PUBLIC).target(location))
                .isInstanceOf(BadRedirect.class)
                .hasMessageContaining("no URL");
    }

    @Test
    void none_falls_from_https_to_http() throws IOException {
        assertThatThrownBy(() -> first("https://a/b", PUBLIC).target("http://a/b"))
                .isInstanceOf(BadRedirect.class)
                .hasMessageContaining("https to http");
        assertThat(first("http://a/b", PUBLIC).target("https://a/b")).isEqualTo(URI.create("https://a/b"));
    }

    @ParameterizedTest
    @CsvSource({
        PUBLIC + ",127.0.0.1",
        PUBLIC + ",10.0.0.1",
        PUBLIC + ",::1",
        PUBLIC + ",::ffff:127.0.0.1",
        PUBLIC + ",fd00::1",
        "10.0.0.1,127.0.0.1"
    })
    void none_leads_to_a_more_private_address(String from, String to) throws IOException {
        Hop hop = first("http://partner.example/hook", from);

        assertThatThrownBy(() -> hop.to(URI.create("http://inside.example/ruqi/job_add"), 303, addresses(PUBLIC, to)))
                .isInstanceOf(BadRedirect.class)
                .hasMessageContaining("more private");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,127.0.0.1",
        "127.0.0.1,10.0.0.1",
        "10.0.0.1,10.0.0.2",
        "10.0.0.1," + PUBLIC,
        PUBLIC + ",93.184.216.35"
    })
    void others_are_followed(String from, String to) throws IOException {
        assertThat(first("http://a/", from)
                        .to(URI.create("http://b/"), 307, addresses(to))
                        .uri())
                .isEqualTo(URI.create("http://b/"));
    }

    @Test
    void what_has_become_a_get_stays_one() throws IOException {
        Hop post = first("http://a/", PUBLIC);
        URI next = URI.create("http://a/next");

        assertThat(post.to(next, 307, addresses(PUBLIC))
                        .to(next, 308, addresses(PUBLIC))
                        .isPost())
                .isTrue();
        for (int status : new int[] {301, 302, 303}) {
            assertThat(post.to(next, status, addresses(PUBLIC))
                            .to(next, 307, addresses(PUBLIC))
                            .isPost())
                    .as("%d", status)
                    .isFalse();
        }
    }
}
