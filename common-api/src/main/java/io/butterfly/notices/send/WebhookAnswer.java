package io.butterfly.notices.send;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.CutText;
import io.butterfly.api.Json;
import io.butterfly.notices.rules.Preset;
import java.util.Optional;

/** Whether a receiver has taken what it was sent: decided from its answer alone. */
final class WebhookAnswer {
    private static final int MAX_MESSAGE = 200;

    private WebhookAnswer() {}

    /** Why it has not; empty when it has. */
    static Optional<String> objection(Preset preset, int status, String body) {
        if (status / 100 == 3) {
            return Optional.of("it answered HTTP " + status + ", and redirects are not followed");
        }
        if (status / 100 != 2) {
            return Optional.of("it answered HTTP " + status);
        }
        return switch (preset) {
            case DINGTALK, WECOM -> code(body, "errcode", "errmsg");
            case FEISHU -> code(body, "code", "msg").flatMap(why -> legacy(body) ? Optional.empty() : Optional.of(why));
            case TEAMS ->
                body.contains("delivery failed")
                        ? Optional.of("it answered that the delivery failed")
                        : Optional.empty();
            case SLACK, JSON -> Optional.empty();
        };
    }

    private static Optional<String> code(String body, String code, String message) {
        JsonNode answer = tree(body);
        if (!answer.path(code).isIntegralNumber()) {
            return Optional.of("its answer has no " + code);
        }
        return answer.path(code).asLong() == 0
                ? Optional.empty()
                : Optional.of("it answered " + code + " " + answer.path(code).asLong() + ", "
                        + shown(answer.path(message).asText()));
    }

    /** How Feishu answered before it had {@code code}. */
    private static boolean legacy(String body) {
        JsonNode answer = tree(body);
        return !answer.has("code")
                && answer.path("StatusCode").isIntegralNumber()
                && answer.path("StatusCode").asLong() == 0;
    }

    private static JsonNode tree(String body) {
        try {
            return Json.tree(body);
        } catch (IllegalArgumentException e) {
            return Json.mapper().missingNode();
        }
    }

    private static String shown(String text) {
        return CutText.to(text, MAX_MESSAGE).replaceAll("\\p{Cntrl}+", " ");
    }
}
