package io.butterfly.ruqi.mysql;

import io.butterfly.api.Json;
import io.butterfly.mysql.Sql;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.rule.WallClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** How firings ended, any number in one statement: a statement a row costs the server three times as much. */
final class OutcomeRows {
    /**
     * The outcomes travel as one JSON array. The rows are found one by one through their key: without being forced to,
     * the server reads a small table whole, and waits for rows that are none of this statement's.
     */
    private static final String END = """
      UPDATE JSON_TABLE(?, '$[*]' COLUMNS (
          firing_id char(32) CHARACTER SET ascii COLLATE ascii_bin PATH '$[0]',
          owner bigint PATH '$[1]',
          status varchar(16) CHARACTER SET ascii COLLATE ascii_bin PATH '$[2]',
          output text CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[3]',
          cost double PATH '$[4]',
          ended datetime PATH '$[5]',
          start_us bigint PATH '$[6]',
          reason varchar(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[7]',
          retry_us bigint PATH '$[8]',
          retries int PATH '$[9]')) o
        STRAIGHT_JOIN ruqi_jobs_history h FORCE INDEX (ruqijobshistory_firing_id) ON h.firing_id = o.firing_id
      SET h.status = o.status, h.cmd_is_success = o.status = 'succeeded', h.cmd_output = o.output,
        h.cmd_cost = o.cost, h.c_time = o.ended,
        h.start_us = o.start_us, h.reason = o.reason, h.retry_us = o.retry_us
      WHERE h.owner = o.owner AND h.retries = o.retries AND h.status = 'running'""";

    private final ZoneId zone;

    OutcomeRows(ZoneId zone) {
        this.zone = zone;
    }

    int write(Connection connection, List<Outcome> outcomes) throws SQLException {
        return Sql.update(
                connection, END, Json.write(outcomes.stream().map(this::columns).toList()));
    }

    private List<Object> columns(Outcome outcome) {
        String ended = WallClock.seconds(LocalDateTime.ofInstant(outcome.endedAt(), zone));
        return Arrays.asList(
                outcome.firing().id(),
                outcome.firing().owner(),
                outcome.status().word(),
                outcome.output(),
                outcome.cost().toNanos() / 1_000 / 1e6,
                ended,
                Micros.of(outcome.startedAt()),
                outcome.reason().orElse(null),
                outcome.retryAt().map(Micros::of).orElse(null),
                outcome.firing().retries());
    }
}
