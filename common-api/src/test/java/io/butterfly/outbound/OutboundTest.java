package io.butterfly.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundTest {

    @AfterEach
    void noSettings() {
        Outbound.use(OutboundRules.of("", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "[fe80::1]",
                "2852039166",
                "0.0.0.0",
                "[::]",
                "224.0.0.1",
                "[ff02::1]",
                "255.255.255.255",
                "168.63.129.16",
                "100.100.100.200",
                "192.0.0.192",
                "[fd00:ec2::254]",
                "[fd00:ec2::254%2]",
                "[fd00:ec2::23]",
                "[::ffff:169.254.169.254]",
                "[::169.254.169.254]",
                "[::ffff:0:169.254.169.254]",
                "[64:ff9b::169.254.169.254]",
                "[64:ff9b:1::a9fe:a9fe]",
                "[2002:a9fe:a9fe::1]",
                "[2001:0:1:2:3:4:5601:5601]",
                "[64:ff9b::a83f:8110]"
            })
    void a_forbidden_address_is_refused_in_whatever_spelling(String host) {
        assertThat(Outbound.objection(URI.create("http://" + host + "/").getHost()))
                .hasValue("the address " + host + " may not be called");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "[::1]",
                "10.1.2.3",
                "192.168.1.1",
                "8.8.8.8",
                "[2001:db8::1]",
                "[64:ff9b::8.8.8.8]",
                "[fd00::1]",
                "example.org"
            })
    void any_other_address_and_a_name_are_not(String host) {
        assertThat(Outbound.objection(host)).isEmpty();
    }

    @Test
    void what_can_be_no_address_is_refused_in_words() {
        assertThat(Outbound.objection("999.1.1.1")).hasValue("there is no address 999.1.1.1");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK",
        "127.9.9.9, LOOPBACK",
        "::1, LOOPBACK",
        "::ffff:127.0.0.1, LOOPBACK",
        "64:ff9b::7f00:1, LOOPBACK",
        "2002:7f00:1::, LOOPBACK",
        "10.0.0.1, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.0.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "fd12::1, PRIVATE",
        "fe80::1, PRIVATE",
        "64:ff9b::a00:1, PRIVATE",
        "64:ff9b:1::808:808, PRIVATE",
        "172.32.0.1, PUBLIC",
        "100.128.0.1, PUBLIC",
        "8.8.8.8, PUBLIC",
        "2606:4700::1, PUBLIC",
        "64:ff9b::808:808, PUBLIC"
    })
    void an_address_has_a_class(String address, AddressClass expected) throws Exception {
        assertThat(AddressClass.of(InetAddress.getByName(address))).isEqualTo(expected);
    }

    @Test
    void a_name_with_addresses_of_several_classes_counts_as_the_wider_at_first_and_as_the_closer_afterwards()
            throws Exception {
        List<InetAddress> both = List.of(InetAddress.getByName("10.0.0.1"), InetAddress.getByName("8.8.8.8"));

        assertThat(AddressClass.widest(both)).isEqualTo(AddressClass.PUBLIC);
        assertThat(AddressClass.closest(both)).isEqualTo(AddressClass.PRIVATE);
        assertThat(AddressClass.PRIVATE.isCloserThan(AddressClass.PUBLIC)).isTrue();
        assertThat(AddressClass.LOOPBACK.isCloserThan(AddressClass.PRIVATE)).isTrue();
        assertThat(AddressClass.PRIVATE.isCloserThan(AddressClass.PRIVATE)).isFalse();
    }

    @Test
    void the_settings_deny_ranges_and_allow_parts_of_them() {
        Outbound.use(OutboundRules.of("10.1.0.0/17, 169.254.169.254", "10.0.0.0/8 127.0.0.0/8 ::1"));

        assertThat(List.of(
                        "10.2.0.1",
                        "10.1.128.0",
                        "127.0.0.1",
                        "[::1]",
                        "[::ffff:10.2.0.1]",
                        "[64:ff9b::a02:1]",
                        "169.254.1.1"))
                .allSatisfy(host -> assertThat(Outbound.objection(host)).isPresent());
        assertThat(List.of("10.1.127.255", "11.0.0.1", "169.254.169.254"))
                .allSatisfy(host -> assertThat(Outbound.objection(host)).isEmpty());
    }

    @Test
    void a_name_that_leads_to_a_denied_address_is_refused() {
        Outbound.use(OutboundRules.of("", "127.0.0.0/8, ::1"));

        assertThatThrownBy(() -> Outbound.addresses("localhost"))
                .isInstanceOf(ForbiddenAddress.class)
                .hasMessageStartingWith("localhost has the address ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "10.0.0/8", "::/129", "example.org", "10.0.0.0/", "300.0.0.0/8", "fe80::1%lo"})
    void a_setting_that_is_no_range_is_refused_by_name(String range) {
        assertThatThrownBy(() -> OutboundRules.of("", range))
                .hasMessage("the setting BUTTERFLY_OUTBOUND_DENY: '" + range
                        + "' is no range of addresses such as 10.0.0.0/8 or fd00::/8");
    }

    @Test
    void a_lookup_never_sees_a_forbidden_address() throws Exception {
        InetAddress metadata = InetAddress.getByName("169.254.169.254");
        InetAddress other = InetAddress.getByName("10.0.0.1");

        assertThat(GuardedResolver.allowed("both.example", List.of(metadata, other)))
                .containsExactly(other);
        assertThatThrownBy(() -> GuardedResolver.allowed("evil.example", List.of(metadata)))
                .isInstanceOf(ForbiddenAddress.class)
                .hasMessage("evil.example has the address 169.254.169.254, which may not be called");
    }

    @ParameterizedTest
    @ValueSource(strings = {"baichuan-service", "ruqi-service", "xingqiao-service"})
    void every_service_has_the_guarded_resolver(String service) throws Exception {
        Path named =
                Path.of("..", service, "src/main/resources/META-INF/services/java.net.spi.InetAddressResolverProvider");

        assertThat(Files.readString(named).strip()).isEqualTo(GuardedResolver.class.getName());
    }

    /** Of the three services; the addresses that {@code JsonHttp} calls are settings. */
    @Test
    void whoever_calls_an_address_that_a_user_gave_asks_first() throws Exception {
        List<Path> callers = new ArrayList<>();
        for (String service : List.of("baichuan-service", "ruqi-service", "xingqiao-service")) {
            try (Stream<Path> sources = Files.walk(Path.of("..", service, "src/main/java"))) {
                sources.filter(source -> text(source).contains("WholeExchange.send"))
                        .forEach(callers::add);
            }
        }

        assertThat(callers)
                .extracting(caller -> caller.getFileName().toString())
                .containsExactlyInAnyOrder("HttpDeliverer.java", "HttpRunner.java", "Webhooks.java");
        assertThat(callers).allMatch(caller -> text(caller).contains("Outbound.addresses("));
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
