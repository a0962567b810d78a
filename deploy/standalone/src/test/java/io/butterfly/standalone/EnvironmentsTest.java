package io.butterfly.standalone;

import static io.butterfly.standalone.Repository.map;
import static io.butterfly.standalone.Repository.read;
import static io.butterfly.standalone.Repository.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files of the environments against their table in the handbook. */
class EnvironmentsTest {
    @Test
    void every_service_has_a_file_for_each_environment_with_the_level_that_the_table_says() throws IOException {
        String handbook = read("docs/operations/README.md");
        for (String environment : List.of("local", "test", "online")) {
            for (String service : List.of("baichuan", "ruqi", "xingqiao")) {
                String file = "application-" + environment + ".yml";
                Object level = map(
                                map(
                                        yaml(service + "-service/src/main/resources/" + file)
                                                .getFirst(),
                                        "logger"),
                                "levels")
                        .get("io.butterfly");

                assertThat(handbook)
                        .as(service + ", " + environment)
                        .containsPattern(
                                "(?m)^\\| `" + environment + "` \\| [^|]+ \\| `" + file + "` \\| " + level + " \\|");
            }
        }
    }
}
