package io.butterfly.xingqiao.http;

import io.butterfly.house.WalkRules;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkTest {
    @TempDir
    Path folder;

    @Test
    void every_path_answers_by_its_role() throws Exception {
        String tokens = WalkRules.tokens(folder).toString();
        try (EmbeddedServer server = TestDatabase.create().server(Map.of("butterfly.tokens-file", tokens))) {
            WalkRules.check(server);
        }
    }
}
