package io.butterfly.notices.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.notices.Event;
import io.butterfly.notices.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesReaderTest {
    private static final String FILE = """
      link: https://console.example/{service}/{object}
      limits: {late: 30s, queue_age: 5m}
      sinks:
        chat: {type: webhook, preset: dingtalk, url: "https://chat.example/send?access_token=abc", secret: s3cret}
        mail: {type: email, host: smtp.example, user: u, password: on, from: a@b.example, to: [ops@b.example]}
        queue: {type: handler, handler: /ops/notice}
        log: {type: log}
      rules:
        - name: billing
          kinds: [firing_failed, firing_lost]
          object: billing-*
          service: ruqi
          sinks: [chat, mail]
          window: 5m
          quiet: {from: 22:00, to: 07:00, zone: Asia/Shanghai}
        - name: bad
          least: critical
          sinks: [chat]
        - name: rest
          sinks: log
      """;

    private static Event event(EventKind kind, String object) {
        return Event.of(kind, object, "", "", "", Instant.EPOCH);
    }

    @Test
    void a_file_is_understood() {
        Rules rules = RulesReader.read(FILE);

        assertThat(rules.limits())
                .isEqualTo(new Limits(Duration.ofSeconds(30), Duration.ofMinutes(5), Limits.STANDARD.loop()));
        assertThat(rules.sinks().get("chat")).isInstanceOfSatisfying(SinkSettings.Webhook.class, hook -> assertThat(
                        hook.secret().value())
                .isEqualTo("s3cret"));
        assertThat(rules.sinks().get("mail")).isInstanceOfSatisfying(SinkSettings.Email.class, mail -> {
            assertThat(mail.server().password().value()).isEqualTo("on");
            assertThat(mail.server().port()).isEqualTo(587);
            assertThat(mail.server().isStartTls()).isTrue();
        });
        assertThat(rules.rules().getFirst().quiet())
                .contains(new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("Asia/Shanghai")));
    }

    @Test
    void json_is_understood_too() {
        Rules rules = RulesReader.read(
                "{\"sinks\": {\"l\": {\"type\": \"log\"}}, \"rules\": [{\"name\": \"all\", \"sinks\": [\"l\"]}]}");

        assertThat(rules.routes(event(EventKind.JOB_PAUSED, "x"), "ruqi")).containsOnlyKeys("l");
    }

    @Test
    void a_sink_gets_an_event_once_by_the_first_rule_that_names_it() {
        Rules rules = RulesReader.read(FILE);

        assertThat(rules.routes(event(EventKind.FIRING_LOST, "billing-1"), "ruqi"))
                .hasSize(3)
                .hasEntrySatisfying("chat", rule -> assertThat(rule.name()).isEqualTo("billing"));
        assertThat(rules.routes(event(EventKind.FIRING_LOST, "billing-1"), "xingqiao"))
                .hasSize(2)
                .hasEntrySatisfying("chat", rule -> assertThat(rule.name()).isEqualTo("bad"));
        assertThat(rules.routes(event(EventKind.FIRING_FAILED, "x-billing-1"), "ruqi"))
                .containsOnlyKeys("log");
    }

    @Test
    void secrets_are_not_shown() {
        assertThat(RulesReader.read(FILE).toString()).doesNotContain("s3cret", "access_token", "abc");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      sinks: {a: {type: log}}\\nrules: [{name: r, sinks: [b]}]          | rules[0].sinks must name sinks of this file
      sinks: {a: {type: telex}}                                         | sinks.a.type must be one of
      sinks: {a: {type: webhook, url: 'ftp://x?key=s3cret'}}            | sinks.a.url must have the form
      sinks: {a: {type: webhook, url: 'http://169.254.169.254/s3cret'}} | sinks.a.url must have the form
      sinks: {a: {type: webhook, preset: slack, url: 'https://h/s3cret', secret: s3cret}} | sinks.a.secret is only
      sinks: {a: {type: email, host: h, from: a@b, to: "x@y\\\\r\\\\nBcc: s3cret@z"}} | sinks.a.to must be addresses
      sinks: {a: {type: handler, handler: ops}}                         | sinks.a.handler must be the path
      sinks: {a: {type: log, url: s3cret}}                              | sinks.a.url is nothing that is known here
      sinks: {a: {type: log}, a: {type: log}}                           | line 1 cannot be understood
      rules: [{sinks: s3cret}]                                          | rules[0].name is missing
      sinks: {a: {type: log}}\\nrules: [{name: r, sinks: a, kinds: fire}]    | rules[0].kinds must be of
      sinks: {a: {type: log}}\\nrules: [{name: r, sinks: a, window: 10}]     | rules[0].window must be a duration
      sinks: {a: {type: log}}\\nrules: [{name: r, sinks: a, quiet: {from: 1, to: 2, zone: UTC}}] | quiet.from must be
      sinks: {a: {type: log}}\\nrules: [{name: r, sinks: a, quiet: {from: 01:00, to: 02:00, zone: X}}] | quiet.zone must
      [s3cret                                                           | line 1 cannot be understood
      s3cret                                                            | the file must have named members
      """)
    void what_is_wrong_is_named_and_not_shown(String file, String reason) {
        assertThatThrownBy(() -> RulesReader.read(file.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("s3cret");
    }
}
