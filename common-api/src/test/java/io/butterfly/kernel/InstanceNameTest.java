package io.butterfly.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InstanceNameTest {
    @Test
    void long_host_names_that_differ_anywhere_make_different_names_that_fit() {
        String deployment = "a-deployment-with-a-name-of-much-more-than-40-characters";
        String domain = ".racks.of-a-company-with-a-long-name.example.internal";

        assertThat(name(deployment + "-5d8f9c7b6-abcde")).isNotEqualTo(name(deployment + "-5d8f9c7b6-fghij"));
        assertThat(name("node-1" + domain)).isNotEqualTo(name("node-2" + domain));
        assertThat(name(deployment))
                .isEqualTo(name(deployment))
                .startsWith("a-deployment-with-a-name-of")
                .hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void a_short_host_name_stays_as_it_is() {
        assertThat(name("host-1")).isEqualTo("host-1:65535:4194304");
    }

    private static String name(String host) {
        return new InstanceName(host, 65_535, 4_194_304).toString();
    }
}
