package io.butterfly.ruqi.tasktable;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.ruqi.tasktable.KnownTask.Started;
import io.butterfly.ruqi.tasktable.TaskStep.Circumstances;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskStepTest {
    private static final ZoneId ZONE = ZoneOffset.UTC;
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final TaskRow EVERY_FIVE = row("interval", "5", true);

    private static TaskRow row(String trigger, String spec, boolean isValid) {
        return row("1,2,3", trigger, spec, isValid);
    }

    private static TaskRow row(String args, String trigger, String spec, boolean isValid) {
        return new TaskRow(
                7,
                new TaskRow.Call("key", "for people", "run", args),
                new TaskRow.When(trigger, spec),
                isValid,
                TaskRow.READY,
                OptionalLong.empty());
    }

    private static TaskStep step(TaskRow row, KnownTask known, boolean hasJob, boolean isRunning) {
        return TaskStep.of(row, new Circumstances(known, hasJob, isRunning), NOON, ZONE);
    }

    private static KnownTask started(String trigger, String rule) {
        return KnownTask.NEW.startedAs(new Started(trigger, rule));
    }

    @Nested
    class a_row_that_does_not_run {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
          interval | 5                   | 5s
          date     | 2026-11-29 12:00:01 | 2026-11-29 12:00:01
          cron     | 0 6 * * 1           | 0 0 6 * * 0
          """)
        void starts_when_it_is_valid(String trigger, String spec, String rule) {
            TaskStep step = step(row(trigger, spec, true), KnownTask.NEW, false, false);

            assertThat(step).isInstanceOfSatisfying(TaskStep.Start.class, start -> {
                assertThat(start.job().id()).isEqualTo("task:7");
                assertThat(start.job().rule()).isEqualTo(rule);
                assertThat(start.job().cmd()).isEqualTo("/run#{\"task_key\":\"key\",\"args\":[1,2,3]}");
            });
        }

        @Test
        void keeps_the_digits_of_its_args() {
            assertThat(TaskJob.of(row("1.50,12345678901234567890", "interval", "5", true), NOON, ZONE)
                            .cmd())
                    .endsWith("\"args\":[1.50,12345678901234567890]}");
        }

        @Test
        void is_left_alone_when_it_is_not_valid() {
            assertThat(step(row("nonsense", "?", false), KnownTask.NEW, false, false))
                    .isEqualTo(new TaskStep.Keep());
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          interval | 5m                  | 1     | spec
          interval | 0                   | 1     | spec
          interval | -5                  | 1     | spec
          interval | 99999999999         | 1     | spec
          cron     | * * * *             | 1     | spec
          cron     | 61 * * * *          | 1     | spec
          date     | 2020-04-24 18:08:00 | 1     | spec
          date     | now                 | 1     | spec
          date     | 2026-02-30          | 1     | spec
          hourly   | 5                   | 1     | trigger
          interval | 5                   | 1,    | args
          interval | 5                   | a     | args
          interval | 5                   | 1]    | args
          interval | 5                   | 1],[2 | args
          """)
        void is_reported_once_when_it_cannot_be_understood(String trigger, String spec, String args, String column) {
            TaskRow row = row(args, trigger, spec, true);

            TaskStep step = step(row, KnownTask.NEW, false, false);

            assertThat(step).isInstanceOfSatisfying(TaskStep.Report.class, report -> {
                assertThat(report.text()).startsWith(column);
                assertThat(step(row, KnownTask.NEW.reported(report.text()), false, false))
                        .isEqualTo(new TaskStep.Keep());
            });
        }

        @Test
        void is_reported_while_an_older_row_has_its_key() {
            TaskRow row = new TaskRow(8, EVERY_FIVE.call(), EVERY_FIVE.when(), true, TaskRow.READY, OptionalLong.of(7));

            assertThat(step(row, KnownTask.NEW, false, false))
                    .isInstanceOfSatisfying(TaskStep.Report.class, report -> assertThat(report.text())
                            .contains("row 7"));
        }
    }

    @Nested
    class a_row_that_runs {
        @Test
        void keeps_its_job() {
            assertThat(step(EVERY_FIVE, started("interval", "5s"), true, false)).isEqualTo(new TaskStep.Keep());
        }

        @Test
        void stops_when_it_is_no_longer_valid() {
            assertThat(step(row("interval", "5", false), started("interval", "5s"), true, true))
                    .isEqualTo(new TaskStep.Stop());
        }

        @Test
        void gets_another_rule_with_its_spec_and_ignores_every_other_column() {
            assertThat(step(row("none", "cron", "7", true), started("interval", "5s"), true, false))
                    .isEqualTo(new TaskStep.Reschedule(new Started("interval", "7s")));
            assertThat(step(row("none", "cron", "5", true), started("interval", "5s"), true, false))
                    .isEqualTo(new TaskStep.Keep());
        }

        @Test
        void keeps_its_job_as_it_was_and_says_so_when_its_spec_is_wrong() {
            assertThat(step(row("interval", "often", true), started("interval", "5s"), true, false))
                    .isInstanceOf(TaskStep.Report.class);
        }

        @Test
        void loses_its_report_when_it_is_right_again() {
            assertThat(step(EVERY_FIVE, started("interval", "5s").reported("wrong"), true, false))
                    .isEqualTo(new TaskStep.Clear());
        }

        @Test
        void starts_anew_when_a_call_removed_its_job() {
            assertThat(step(EVERY_FIVE, started("interval", "5s"), false, false))
                    .isInstanceOf(TaskStep.Start.class);
        }
    }

    @Nested
    class a_date_that_has_come {
        private static final TaskRow PAST = row("date", "2026-11-29 11:59:59", true);
        private static final KnownTask KNOWN = started("date", "2026-11-29 11:59:59");

        @Test
        void waits_for_its_firing_and_its_run() {
            assertThat(step(PAST, KNOWN, true, false)).isEqualTo(new TaskStep.Keep());
            assertThat(step(PAST, KNOWN, false, true)).isEqualTo(new TaskStep.Keep());
        }

        @Test
        void is_no_longer_valid_after_its_run() {
            assertThat(step(PAST, KNOWN, false, false)).isEqualTo(new TaskStep.Finish());
        }

        @Test
        void is_not_run_again_when_it_is_made_valid_again() {
            assertThat(step(PAST, new KnownTask(Optional.empty(), Optional.empty()), false, false))
                    .isInstanceOf(TaskStep.Report.class);
        }

        @Test
        void starts_anew_with_a_later_one() {
            assertThat(step(row("date", "2026-11-29 12:30", true), KNOWN, false, false))
                    .isInstanceOf(TaskStep.Start.class);
        }
    }
}
