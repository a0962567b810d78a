package io.butterfly.baichuan.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"stat\":\"OK\"}                                  | FINISHED | OK",
                "{\"data\":{\"stat\":\"ERR\"},\"stat\":\"OK\"}      | FINISHED | OK",
                "{\"stat\":\"ERR\"}                                 | FINISHED | ERR",
                "{\"stat\":\"ERR_BIZ\"}                             | FINISHED | ERR_BIZ",
                "{\"stat\":\"ERR_BAD_PARAMS\"}                      | FAILED   | ERR_BAD_PARAMS",
                "{\"stat\":\"ERR_SERVER_EXCEPTION\"}                | FAILED   | ERR_SERVER_EXCEPTION",
                "{\"stat\":\"ERR_MSG_TIMEOUT\"}                     | FAILED   | ERR_MSG_TIMEOUT",
                "{\"stat\":\"ERR_MSG_LOST\"}                        | FAILED   | ERR_MSG_LOST",
                "{\"data\":1}                                       | FINISHED | ''",
                "{\"stat\":1}                                       | FINISHED | ''",
                "[1,2]                                              | FINISHED | ''",
                "no JSON                                            | FINISHED | ''",
                "{\"stat\":\"OK\"}<br>Warning                       | FINISHED | ''",
                "{\"stat\":\"OK\"},\"task_id\":\"other\"            | FINISHED | ''",
                "{\"stat\":\"cut \\ud83d\"}                         | FINISHED | ''",
            })
    void only_a_handler_that_could_not_do_its_work_makes_the_message_fail(String result, Status status, String stat) {
        Verdict verdict = Verdict.of(result);

        assertThat(verdict.status()).isEqualTo(status);
        assertThat(verdict.stat()).isEqualTo(stat);
        assertThat(verdict.result()).isEqualTo(result);
    }

    @Test
    void a_reply_that_would_spoil_another_message_says_why_it_cannot_be_used() {
        assertThat(Verdict.of("{\"stat\":\"OK\"}{}").exception())
                .contains("its reply cannot be used: something follows the JSON object");
        assertThat(Verdict.of("{\"stat\":\"OK\",\"a\":" + "[".repeat(900) + "]".repeat(900) + "}")
                        .exception())
                .contains("deeper than 900 levels");
    }

    @Test
    void what_is_no_number_in_a_reply_becomes_null() {
        assertThat(Verdict.of("{\"stat\":\"OK\",\"ratio\":NaN,\"price\":1.50}").result())
                .isEqualTo("{\"stat\":\"OK\",\"ratio\":null,\"price\":1.50}");
    }

    @Test
    void a_failure_says_why() {
        assertThat(Verdict.of("{\"stat\":\"ERR_BAD_PARAMS\",\"message\":\"missing parameter 'x'\"}")
                        .exception())
                .isEqualTo("ERR_BAD_PARAMS: missing parameter 'x'");
        assertThat(Verdict.lost(3, "it rained").exception()).contains("3 of 3").contains("it rained");
        assertThat(Verdict.of("{\"stat\":\"ERR_BIZ\",\"message\":\"no\"}").exception())
                .isEmpty();
    }
}
