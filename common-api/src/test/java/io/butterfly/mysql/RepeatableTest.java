package io.butterfly.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepeatableTest {
    @Test
    void a_statement_is_cut_at_its_own_commas_only() {
        String clauses =
                "\n ADD COLUMN a decimal(3, 2) DEFAULT 1 COMMENT 'one, two; it''s (', MODIFY b text,\n ADD KEY k (a, b(3)), DROP KEY \"x,y\"";

        assertThat(Repeatable.clauses(clauses))
                .extracting(String::strip)
                .containsExactly(
                        "ADD COLUMN a decimal(3, 2) DEFAULT 1 COMMENT 'one, two; it''s ('",
                        "MODIFY b text",
                        "ADD KEY k (a, b(3))",
                        "DROP KEY \"x,y\"");
    }

    @Test
    void a_table_is_made_unless_it_is_there() throws Exception {
        assertThat(Repeatable.remaining(null, "CREATE TABLE t (a int)"))
                .isEqualTo("CREATE TABLE IF NOT EXISTS t (a int)");
        assertThat(Repeatable.remaining(null, "-- why, and\n-- how\nCREATE TABLE t (a int)"))
                .isEqualTo("-- why, and\n-- how\nCREATE TABLE IF NOT EXISTS t (a int)");
        assertThat(Repeatable.remaining(null, "create table if not exists t (a int)"))
                .isEqualTo("create table if not exists t (a int)");
        assertThat(Repeatable.remaining(null, "UPDATE t SET a = 'CREATE TABLE x'"))
                .isEqualTo("UPDATE t SET a = 'CREATE TABLE x'");
    }
}
