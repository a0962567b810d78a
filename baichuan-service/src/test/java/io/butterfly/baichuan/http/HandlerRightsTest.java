package io.butterfly.baichuan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.access.Identity;
import io.butterfly.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlerRightsTest {
    /** Columns: publish to it, have an end reported to it, claim from it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            local     |         | /ruqi/firing_done   | yes | yes | yes
            service   |         | /ruqi/firing_done   | yes | yes | yes
            service   |         | /xingqiao/task_done | yes | yes | yes
            admin     |         | /ruqi/firing_done   | no  | no  | no
            admin     |         | /xingqiao/task_done | no  | no  | no
            worker    |         | /xingqiao/task_done | no  | no  | no
            local     |         | /ruqi/job_add       | yes | yes | yes
            service   |         | /ruqi/job_add       | yes | yes | yes
            admin     |         | /ruqi/job_add       | yes | no  | no
            publisher |         | /ruqi/job_add       | yes | no  | no
            worker    |         | /xingqiao/why       | yes | no  | no
            worker    |         | /etl/load           | yes | yes | yes
            worker    |         | /ruqis/load         | yes | yes | yes
            worker    | /etl/   | /etl/load           | yes | yes | yes
            worker    | /etl/   | /etlx               | no  | no  | no
            worker    | /etl/   | /mail/send          | no  | no  | no
            publisher | /a/,/b  | /beta               | yes | yes | yes
            publisher | /etl/   | /ruqi/job_add       | no  | no  | no
            publisher |         | /ruqi/firing_done/1f2e | no | no | no
            publisher |         | /xingqiao/task_done/1f2e | no | no | no
            service   |         | /xingqiao/task_done/1f2e | yes | yes | yes
            service   | /etl/   | /xingqiao/task_done | no  | no  | no
            """)
    void who_may_use_which_handler(
            String role, String prefixes, String handler, String publish, String report, String claim) {
        List<String> handlers = prefixes == null ? List.of() : List.of(prefixes.split(","));
        Identity who = role.equals("local")
                ? Identity.LOCAL
                : new Identity("x", Role.of(role).orElseThrow(), handlers);

        assertThat(Stream.of(
                                HandlerRights.whyNotPublish(who, handler),
                                HandlerRights.whyNotReport(who, handler),
                                HandlerRights.whyNotClaim(who, handler))
                        .map(Optional::isEmpty)
                        .map(isAllowed -> isAllowed ? "yes" : "no"))
                .containsExactly(publish, report, claim);
    }

    @Test
    void a_token_that_looks_like_no_authentication_is_not_that() {
        Identity likeLocal = new Identity(Identity.LOCAL.name(), Identity.LOCAL.role(), List.of());

        assertThat(HandlerRights.whyNotPublish(likeLocal, "/xingqiao/task_done"))
                .contains("- may not publish to /xingqiao/task_done: only our own services may");
    }

    @Test
    void the_handlers_that_our_services_claim_are_those_in_their_sources() throws IOException {
        assertThat(HandlerRights.INTERNAL).allSatisfy(handler -> {
            Path sources = Path.of("../" + handler.split("/")[1] + "-service/src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                assertThat(files.filter(file -> file.toString().endsWith(".java")))
                        .anyMatch(file -> read(file).contains("HANDLER = \"" + handler + "\""));
            }
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
