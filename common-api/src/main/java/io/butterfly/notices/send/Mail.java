package io.butterfly.notices.send;

import io.butterfly.notices.rules.SinkSettings.Email;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;

/** Sends by SMTP, on a connection of its own for each notice. */
final class Mail {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private Mail() {}

    /** @param limit of each wait; the caller holds one over all of them */
    static void send(Email email, NoticeText text, Duration limit) throws SinkFailed {
        Session session = Session.getInstance(properties(email.server(), limit));
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage message = message(session, email, text);
            connect(transport, email.server());
            transport.sendMessage(message, message.getAllRecipients());
        } catch (SendFailedException e) {
            throw new SinkFailed(email.server().host() + " refuses a receiver or the sender");
        } catch (MessagingException e) { // its text may be the server's, which knows what it was sent
            throw new SinkFailed(email.server().host() + ": " + e.getClass().getSimpleName() + cause(e));
        }
    }

    private static String cause(MessagingException e) {
        return e.getNextException() == null
                ? ""
                : ", " + e.getNextException().getClass().getSimpleName();
    }

    private static Properties properties(Email.Server server, Duration limit) {
        String millis = Long.toString(limit.toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", millis);
        properties.setProperty("mail.smtp.timeout", millis);
        properties.setProperty("mail.smtp.writetimeout", millis);
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(server.isStartTls()));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(server.isStartTls()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.auth", Boolean.toString(!server.user().isEmpty()));
        properties.setProperty("mail.smtp.localhost", "butterfly");
        return properties;
    }

    private static void connect(Transport transport, Email.Server server) throws MessagingException {
        boolean isKnown = !server.user().isEmpty();
        transport.connect(
                server.host(),
                server.port(),
                isKnown ? server.user() : null,
                isKnown ? server.password().value() : null);
    }

    /** Addresses were checked when the file was read; the subject is one line, and what is not ASCII is encoded. */
    private static MimeMessage message(Session session, Email email, NoticeText text) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(email.from(), true));
        for (String to : email.to()) {
            message.addRecipient(RecipientType.TO, new InternetAddress(to, true));
        }
        message.setSubject(text.title().replaceAll("\\p{Cntrl}+", " "), UTF_8);
        message.setText(text.body(), UTF_8);
        message.setHeader("X-Notice-Id", text.id());
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }
}
