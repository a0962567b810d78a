package io.butterfly.notices.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.butterfly.access.Credential;
import io.butterfly.notices.Severity;
import io.butterfly.notices.rules.Secret;
import io.butterfly.notices.rules.SinkSettings.Email;
import io.butterfly.queue.BaiChuanCalls;
import io.butterfly.queue.Publisher;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real SMTP server, and one that says nothing. */
class MailTest {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Sinks sinks = sinks(Duration.ofMinutes(1));

    private static Sinks sinks(Duration limit) {
        Publisher none = new Publisher(new BaiChuanCalls(URI.create("http://127.0.0.1:1"), Credential.NONE));
        return new Sinks(none, Clock.systemUTC(), limit);
    }

    @BeforeEach
    void start() {
        server.setUser("ops@b.example", "ops", "right");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        sinks.close();
    }

    private Email email(int port, boolean isStartTls, String user, String password) {
        return new Email(
                new Email.Server("127.0.0.1", port, isStartTls, user, new Secret(password)),
                "butterfly@b.example",
                List.of("ops@b.example", "boss@b.example"));
    }

    private int port() {
        return server.getSmtp().getPort();
    }

    private static NoticeText text(String title) {
        return new NoticeText("n-1", Severity.WARNING, title, "失败\nzwei", Map.of());
    }

    @Test
    void arrives_at_each_receiver_as_it_was_written() throws Exception {
        sinks.send(email(port(), false, "ops", "right"), text("[warning] ruqi: 失败"));

        assertThat(server.getReceivedMessages()).hasSize(2);
        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("[warning] ruqi: 失败");
        assertThat(message.getContent().toString().lines()).containsExactly("失败", "zwei");
        assertThat(message.getFrom()[0]).hasToString("butterfly@b.example");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void a_line_break_in_a_title_begins_no_header() throws Exception {
        sinks.send(email(port(), false, "", ""), text("a\r\nBcc: other@b.example\r\n\r\nbody"));

        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getSubject()).isEqualTo("a Bcc: other@b.example body");
    }

    @Test
    void is_refused_without_its_password_in_the_reason() {
        assertThatThrownBy(() -> sinks.send(email(port(), false, "ops", "s3cret"), text("x")))
                .isInstanceOf(SinkFailed.class)
                .hasMessage("127.0.0.1: AuthenticationFailedException");
    }

    @Test
    void is_not_sent_in_the_clear_when_the_server_knows_no_tls() {
        assertThatThrownBy(() -> sinks.send(email(port(), true, "ops", "right"), text("x")))
                .isInstanceOf(SinkFailed.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_server_that_says_nothing_has_a_limit() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Sinks impatient = sinks(Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> impatient.send(email(silent.getLocalPort(), false, "", ""), text("x")))
                    .isInstanceOf(SinkFailed.class);
        }
    }
}
