package io.butterfly.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            has       | viewer | publisher | worker | operator | admin | service
            viewer    | yes    | no        | no     | no       | no    | no
            publisher | no     | yes       | no     | no       | no    | no
            worker    | no     | yes       | yes    | no       | no    | no
            operator  | yes    | yes       | no     | yes      | no    | no
            admin     | yes    | yes       | yes    | yes      | yes   | no
            service   | yes    | yes       | yes    | yes      | no    | yes
            """)
    void a_role_covers(
            String has, String viewer, String publisher, String worker, String operator, String admin, String service) {
        Role role = Role.of(has).orElseThrow();
        List<String> expected = List.of(viewer, publisher, worker, operator, admin, service);

        List<String> covered =
                List.of(Role.VIEWER, Role.PUBLISHER, Role.WORKER, Role.OPERATOR, Role.ADMIN, Role.SERVICE).stream()
                        .map(asked -> role.covers(asked) ? "yes" : "no")
                        .toList();

        assertThat(covered).isEqualTo(expected);
    }

    @Test
    void prefixes_bind_an_identity_to_handlers() {
        Identity bound = new Identity("etl", Role.WORKER, List.of("/etl/"));

        assertThat(bound.mayUse("/etl/load")).isTrue();
        assertThat(bound.mayUse("/etlx")).isFalse();
        assertThat(Identity.LOCAL.mayUse("/any")).isTrue();
    }
}
