package io.butterfly.baichuan.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.baichuan.redis.RedisUrl.Kind;
import io.butterfly.baichuan.redis.RedisUrl.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisUrlTest {

    @Test
    void the_manuals_address_works_unchanged() {
        RedisUrl url = RedisUrl.parse(
                "redis://@localhost:6379/0?socket_timeout=2&socket_connect_timeout=0.2&retry_on_timeout=false");

        assertThat(url)
                .isEqualTo(new RedisUrl(
                        Kind.SERVER,
                        false,
                        List.of(new Node("localhost", 6379)),
                        "",
                        0,
                        new RedisUrl.Credentials(Optional.empty(), Optional.empty(), Optional.empty()),
                        new RedisUrl.Timeouts(Duration.ofSeconds(2), Duration.ofMillis(200))));
    }

    @Test
    void user_and_password_are_percent_decoded() {
        RedisUrl url = RedisUrl.parse("redis://but%40terfly:p%2Fw+d%3A1@10.0.0.7:6380/3");

        assertThat(url.credentials().user()).contains("but@terfly");
        assertThat(url.credentials().password()).contains("p/w+d:1");
        assertThat(url.database()).isEqualTo(3);
        assertThat(url.nodes()).containsExactly(new Node("10.0.0.7", 6380));
    }

    @Test
    void a_password_needs_no_user() {
        RedisUrl url = RedisUrl.parse("redis://:secret@cache/1");

        assertThat(url.credentials().user()).isEmpty();
        assertThat(url.credentials().password()).contains("secret");
    }

    @Test
    void everything_but_the_host_may_be_left_out() {
        assertThat(RedisUrl.parse("redis://cache"))
                .isEqualTo(new RedisUrl(
                        Kind.SERVER,
                        false,
                        List.of(new Node("cache", 6379)),
                        "",
                        0,
                        new RedisUrl.Credentials(Optional.empty(), Optional.empty(), Optional.empty()),
                        new RedisUrl.Timeouts(Duration.ofSeconds(2), Duration.ofMillis(500))));
    }

    @Test
    void tls_and_other_clients_options_are_accepted() {
        assertThat(RedisUrl.parse("rediss://cache:6379/0?max_connections=10&decode_responses=true")
                        .isTls())
                .isTrue();
    }

    @Test
    void sentinels_name_the_master_behind_the_hash() {
        RedisUrl url = RedisUrl.parse(
                "redis-sentinel://u:pw@s1:26380,s2,[::1]:7/2?socket_timeout=1&sentinel_password=a%2Fb#mymaster");

        assertThat(url.kind()).isEqualTo(Kind.SENTINELS);
        assertThat(url.nodes()).containsExactly(new Node("s1", 26380), new Node("s2", 26379), new Node("[::1]", 7));
        assertThat(url.master()).isEqualTo("mymaster");
        assertThat(url.database()).isEqualTo(2);
        assertThat(url.credentials().password()).contains("pw");
        assertThat(url.credentials().ofSentinels()).contains("a/b");
        assertThat(url.timeouts().socket()).isEqualTo(Duration.ofSeconds(1));
        assertThat(url).hasToString("mymaster of s1:26380,s2:26379,[::1]:7/2");
    }

    @Test
    void a_cluster_is_known_by_some_of_its_nodes() {
        RedisUrl url = RedisUrl.parse("rediss-cluster://:pw@n1:7000,n2?socket_timeout=1");

        assertThat(url.kind()).isEqualTo(Kind.CLUSTER);
        assertThat(url.isTls()).isTrue();
        assertThat(url.nodes()).containsExactly(new Node("n1", 7000), new Node("n2", 6379));
        assertThat(url.credentials().password()).contains("pw");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://cache:6379/0 | it must have the form",
                "cache:6379 | it must have the form",
                "redis:// | it must have the form",
                "redis://cache:port/0 | it must have the form",
                "redis://cache:6379/zero | it must have the form",
                "redis://cache:70000/0 | port must be",
                "redis://cache/0?socket_timeout=two | socket_timeout must be seconds",
                "redis://cache/0?socket_connect_timeout=0 | socket_connect_timeout must be more than 0",
                "redis://a,b | several hosts need",
                "redis://a/0#x | belong to redis-sentinel",
                "redis-sentinel://a:1,b:2/0 | must end with '#' and the name of the master",
                "redis-cluster://a:1,b:2/1 | no database but 0",
                "redis-cluster://a:1,,b:2 | it must have the form",
                "redis-ring://a:1 | it must have the form",
            })
    void what_is_wrong_is_said(String text, String reason) {
        assertThatThrownBy(() -> RedisUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void the_password_is_never_repeated() {
        assertThatThrownBy(() -> RedisUrl.parse("redis://u:secr@et@cache/0"))
                .message()
                .doesNotContain("secr");
        assertThat(RedisUrl.parse("redis://u:secret@cache/0").toString()).isEqualTo("cache:6379/0");
    }
}
