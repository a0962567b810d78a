package io.butterfly.ruqi.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.api.RawJson;
import io.butterfly.api.Refusal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    @Nested
    class a_message {
        @Test
        void has_a_handler_params_and_perhaps_an_id() {
            assertThat(Command.parse("/demo_api/ping"))
                    .isEqualTo(new Target.Message("/demo_api/ping", RawJson.EMPTY_OBJECT, Optional.empty()));
            assertThat(Command.parse("/demo_api/hello#{\"str_info\": \"hello\"}"))
                    .isEqualTo(new Target.Message(
                            "/demo_api/hello", new RawJson("{\"str_info\": \"hello\"}"), Optional.empty()));
            assertThat(Command.parse("/demo_api/hello#{\"a\":1}#my-id"))
                    .isEqualTo(new Target.Message("/demo_api/hello", new RawJson("{\"a\":1}"), Optional.of("my-id")));
        }

        @Test
        void may_have_a_hash_inside_its_json() {
            assertThat(Command.parse("/demo_api/hello#{\"str_info\":\"a#b\"}"))
                    .isEqualTo(new Target.Message(
                            "/demo_api/hello", new RawJson("{\"str_info\":\"a#b\"}"), Optional.empty()));
            assertThat(Command.parse("/demo_api/hello#{\"str_info\":\"a#b\"}#id1"))
                    .isEqualTo(new Target.Message(
                            "/demo_api/hello", new RawJson("{\"str_info\":\"a#b\"}"), Optional.of("id1")));
        }

        @Test
        void has_params_that_travel_as_they_are_but_for_what_is_no_number() {
            assertThat(Command.parse("/demo#{\"a\": \"cut \\ud83d\", \"b\": 0.1234567890123456789}"))
                    .isEqualTo(new Target.Message(
                            "/demo",
                            new RawJson("{\"a\": \"cut \\ud83d\", \"b\": 0.1234567890123456789}"),
                            Optional.empty()));
            assertThat(Command.parse("/demo#{\"a\":NaN}"))
                    .isEqualTo(new Target.Message("/demo", new RawJson("{\"a\":null}"), Optional.empty()));
            assertThat(Command.parse("/demo#\uFEFF{}"))
                    .isEqualTo(new Target.Message("/demo", RawJson.EMPTY_OBJECT, Optional.empty()));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    "/a b",
                    "/a{b}",
                    "/demo#",
                    "/demo#[1]",
                    "/demo#{\"a\":",
                    "/demo#text",
                    "/demo#{}#",
                    "/demo#{}#a b",
                    "/demo#{}{}",
                    "/demo#1#id"
                })
        void is_refused_when_it_is_not_understood(String cmd) {
            assertThatThrownBy(() -> Command.parse(cmd))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("cmd: ");
        }
    }

    @Nested
    class an_http_call {
        @Test
        void has_a_url_and_a_body() {
            assertThat(Command.parse("http://127.0.0.1:8585/demo_api/ping"))
                    .isEqualTo(new Target.HttpPost(
                            URI.create("http://127.0.0.1:8585/demo_api/ping"), RawJson.EMPTY_OBJECT));
            assertThat(Command.parse("https://example.org/x?y=1#{\"a\":\"#\"}"))
                    .isEqualTo(
                            new Target.HttpPost(URI.create("https://example.org/x?y=1"), new RawJson("{\"a\":\"#\"}")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http",
                    "http://",
                    "httpx://host/",
                    "http:/host",
                    "http://h ost/",
                    "http://host/#[1]",
                    "http://host/#{",
                    "http://host/#{}#id"
                })
        void is_refused_when_it_is_not_understood(String cmd) {
            assertThatThrownBy(() -> Command.parse(cmd))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("cmd: ");
        }
    }

    @Nested
    class a_script {
        @Test
        void is_split_into_words_without_a_shell() {
            assertThat(Command.parse("bash scripts/t.sh a  'b c' \"d\" $(id)"))
                    .isEqualTo(new Target.Script("bash", "scripts/t.sh", List.of("a", "b c", "d", "$(id)")));
            assertThat(Command.parse("python t.py")).isEqualTo(new Target.Script("python", "t.py", List.of()));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "bash t.sh $(id -u)",
                    "bash t.sh `id`",
                    "bash t.sh | cat",
                    "bash t.sh >> x.log 2>&1",
                    "bash t.sh < x",
                    "bash t.sh &",
                    "bash t.sh *.log",
                    "bash t.sh a\\ b",
                    "bash t.sh \"$HOME\""
                })
        void is_known_to_need_a_shell(String cmd) {
            assertThatThrownBy(() -> Command.requireNoShell(cmd))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("a shell gives '");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "bash t.sh a b",
                    "bash t.sh '$HOME|<>&*`'",
                    "bash t.sh \"a|b<>&*\"",
                    "python t.py '{\"a\":1}'"
                })
        void is_known_to_need_none(String cmd) {
            assertThatCode(() -> Command.requireNoShell(cmd)).doesNotThrowAnyException();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "bash",
                    "ls -l",
                    "sh t.sh",
                    "bash a.sh; ls",
                    "bash a.sh && ls",
                    "bash a.sh || ls",
                    "bash 'a.sh",
                    "python3 t.py"
                })
        void is_refused_when_it_is_not_understood(String cmd) {
            assertThatThrownBy(() -> Command.parse(cmd))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("cmd: ");
        }
    }
}
