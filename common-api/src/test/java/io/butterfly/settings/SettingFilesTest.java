package io.butterfly.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.exceptions.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingFilesTest {
    static final List<Setting> KNOWN = List.of(
            Setting.secret("butterfly.service-token"), Setting.text("butterfly.redis.url", "redis://127.0.0.1:6379/0"));

    @TempDir
    Path folder;

    @Test
    void a_value_is_read_without_the_line_feed_that_an_editor_adds() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "s3cret\n");

        assertThat(SettingFiles.read(KNOWN, Map.of("BUTTERFLY_SERVICE_TOKEN_FILE", file.toString())))
                .isEqualTo(Map.of("butterfly.service-token", "s3cret"));
    }

    @Test
    void what_is_no_setting_of_this_service_is_left_alone() {
        assertThat(SettingFiles.read(KNOWN, Map.of("BUTTERFLY_TOKENS_FILE", "/nowhere", "OTHER_FILE", "/nowhere")))
                .isEmpty();
    }

    @Test
    void a_file_that_is_not_there_is_named_with_its_setting() {
        assertThatThrownBy(() -> SettingFiles.read(KNOWN, Map.of("BUTTERFLY_SERVICE_TOKEN_FILE", "/nowhere/token")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("BUTTERFLY_SERVICE_TOKEN_FILE=/nowhere/token cannot be read: NoSuchFileException");
    }

    @Test
    void both_are_refused() {
        assertThatThrownBy(() -> SettingFiles.read(
                        KNOWN, Map.of("BUTTERFLY_REDIS_URL_FILE", "/a", "BUTTERFLY_REDIS_URL", "redis://b")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("give either BUTTERFLY_REDIS_URL or BUTTERFLY_REDIS_URL_FILE");
    }
}
