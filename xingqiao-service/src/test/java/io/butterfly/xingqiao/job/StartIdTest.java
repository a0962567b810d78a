package io.butterfly.xingqiao.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartIdTest {
    @Test
    void is_read_back_from_its_text_even_when_the_request_id_has_hyphens() {
        StartId id = new StartId("9f3c-11ee-7", new TaskId(42), 3);

        assertThat(id).hasToString("9f3c-11ee-7-42-3");
        assertThat(StartId.parse(id.toString())).contains(id);
    }

    @Test
    void is_not_found_in_other_text() {
        assertThat(StartId.parse("AC3C301A7CA516EA")).isEmpty();
        assertThat(StartId.parse("a-b-1")).isEmpty();
        assertThat(StartId.parse("a-1-99999999999")).isEmpty();
    }
}
