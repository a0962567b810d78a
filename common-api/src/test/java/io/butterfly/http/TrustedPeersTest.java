package io.butterfly.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.exceptions.ConfigurationException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedPeersTest {
    @ParameterizedTest
    @CsvSource({
        "'', 127.0.0.1, true",
        "'', ::1, true",
        "'', 10.1.2.3, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.1.0.0/16, 10.1.255.4, true",
        "10.1.0.0/16, 10.2.0.1, false",
        "10.1.2.128/25, 10.1.2.127, false",
        "10.1.2.128/25, 10.1.2.129, true",
        "fd00::/8, fd12::7, true",
        "fd00::/8, fe80::7, false",
        "10.0.0.0/8, fd00::1, false",
        "localhost, 127.0.0.1, true",
        "no-such-host.invalid, 10.1.2.3, false",
    })
    void who_may_say_which_message_a_call_is(String setting, String peer, boolean isTrusted) throws Exception {
        assertThat(new TrustedPeers(List.of(setting)).include(InetAddress.getByName(peer)))
                .isEqualTo(isTrusted);
    }

    @Test
    void a_name_is_looked_up_off_the_calls_and_its_new_address_counts_instead_of_the_old_one() throws Exception {
        InetAddress before = InetAddress.getByName("10.1.2.3");
        InetAddress after = InetAddress.getByName("10.1.2.4");
        AtomicReference<InetAddress> address = new AtomicReference<>(before);
        Set<Thread> asking = ConcurrentHashMap.newKeySet();
        TrustedPeers peers = new TrustedPeers(List.of("proxy"), name -> {
            asking.add(Thread.currentThread());
            return List.of(address.get());
        });

        assertThat(peers.include(before)).isTrue();
        assertThat(peers.include(after)).isFalse();
        address.set(after);
        assertThat(peers.include(before)).as("until it is looked up again").isTrue();
        assertThat(asking).hasSize(1).doesNotContain(Thread.currentThread());
        peers.look();
        assertThat(peers.include(before)).isFalse();
        assertThat(peers.include(after)).isTrue();
        peers.stop();
    }

    @Test
    void a_range_that_is_none_ends_the_start_with_a_line_that_names_the_setting() {
        assertThatThrownBy(() -> new TrustedPeers(List.of("10.1/sixteen")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("butterfly.trusted-peers");
    }
}
