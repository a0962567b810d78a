package io.butterfly.baichuan;

import io.butterfly.house.SettingsRules;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void the_list_the_table_and_the_code_agree() throws IOException {
        SettingsRules.check("BaiChuan", Settings.ALL, Path.of(".."), Path.of("src/main"));
    }
}
