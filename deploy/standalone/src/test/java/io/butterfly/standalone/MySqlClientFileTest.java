package io.butterfly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.mysql.DatabaseUrl;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MySqlClientFileTest {
    @Test
    void it_names_server_account_and_database() {
        String text = MySqlClientFile.text(
                DatabaseUrl.parse("mysql+retrypool://db.example:3307/jobs"), Optional.of("me"), Optional.of("a\"b\\c"));

        assertThat(text)
                .contains(
                        "host=db.example\n",
                        "port=3307\n",
                        "user=\"me\"\n",
                        "password=\"a\\\"b\\\\c\"\n",
                        "database=jobs\n");
    }

    @Test
    void the_usual_port_may_be_left_out() {
        assertThat(MySqlClientFile.text(DatabaseUrl.parse("jdbc:mysql://db/jobs"), Optional.empty(), Optional.empty()))
                .contains("port=3306\n");
    }
}
