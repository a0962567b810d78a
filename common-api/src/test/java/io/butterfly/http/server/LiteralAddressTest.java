package io.butterfly.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest
class LiteralAddressTest {
    @Inject
    EmbeddedServer server;

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '\0',
            value = {
                "你好 你好",
                "{\"a\":1} {\\\"a\\\":1}",
                "100% 100%",
                "jn% jn%",
                "%u4f60 %u4f60",
                "%4 %4",
                "%zz%41 %zzA",
                "a%20b%2Bc a\u00a0b+c",
                "[1]^`|\\ [1]^`|\\\\",
                "<b># <b>#",
                "%E4%BD%A0 你"
            })
    void is_taken_as_it_is(String written, String read) {
        String reply = Raw.send(server, "GET /echo/say?str_info=" + written + " HTTP/1.1\r\nHost: 127.0.0.1");

        assertThat(reply).startsWith("HTTP/1.1 200").contains("\"str_info\":\"" + read.replace('\u00a0', ' ') + "\"");
    }

    @Test
    void may_be_a_whole_one() {
        assertThat(Raw.send(server, "GET http://[::1]:8581/echo/say?str_info={} HTTP/1.1\r\nHost: 127.0.0.1"))
                .contains("\"str_info\":\"{}\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo/{}", "/echo/你好", "/%", "/echo/%zz", "/a|b"})
    void that_names_no_call_is_answered_as_any_other(String path) {
        assertThat(Raw.send(server, "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1"))
                .startsWith("HTTP/1.1 400")
                .contains("API Not Found");
    }

    @Test
    void that_is_right_is_not_touched() {
        String right = "/echo/say?a=%7B%22x%22%3A1%7d&b=c;d,e(f)*'g'!$~-._:@/?+h";

        assertThat(LiteralAddress.encoded(right)).isSameAs(right);
    }
}
