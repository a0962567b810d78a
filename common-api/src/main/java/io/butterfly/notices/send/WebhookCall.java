package io.butterfly.notices.send;

import io.butterfly.api.Json;
import io.butterfly.notices.rules.Secret;
import io.butterfly.notices.rules.SinkSettings.Webhook;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a webhook is sent, in the form that its vendor documents. */
record WebhookCall(URI address, byte[] body) {
    /** WeCom takes no longer text; the others take more than a notice has. */
    private static final int WECOM_BYTES = 2_048;

    static WebhookCall of(Webhook hook, NoticeText text, Instant now) {
        return new WebhookCall(address(hook, now), Json.bytes(members(hook, text, now)));
    }

    private static URI address(Webhook hook, Instant now) {
        return switch (hook.preset()) {
            case DINGTALK -> hook.secret().isGiven() ? signed(hook, now.toEpochMilli()) : hook.uri();
            case FEISHU, WECOM, SLACK, TEAMS, JSON -> hook.uri();
        };
    }

    private static URI signed(Webhook hook, long millis) {
        String sign =
                URLEncoder.encode(Signature.ofDingTalk(millis, hook.secret().value()), StandardCharsets.UTF_8);
        String separator = hook.uri().getRawQuery() == null ? "?" : "&";
        return URI.create(hook.address().value() + separator + "timestamp=" + millis + "&sign=" + sign);
    }

    private static Map<String, Object> members(Webhook hook, NoticeText text, Instant now) {
        return switch (hook.preset()) {
            case DINGTALK -> Map.of("msgtype", "text", "text", Map.of("content", text.whole()));
            case FEISHU -> feishu(text, hook.secret(), now.getEpochSecond());
            case WECOM -> Map.of("msgtype", "text", "text", Map.of("content", cut(text.whole(), WECOM_BYTES)));
            case SLACK -> Map.of("text", escaped(text.whole()));
            case TEAMS -> card(text);
            case JSON -> text.facts();
        };
    }

    private static Map<String, Object> feishu(NoticeText text, Secret secret, long seconds) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (secret.isGiven()) {
            members.put("timestamp", Long.toString(seconds));
            members.put("sign", Signature.ofFeishu(seconds, secret.value()));
        }
        members.put("msg_type", "text");
        members.put("content", Map.of("text", text.whole()));
        return members;
    }

    /** No character is cut in half. */
    private static String cut(String text, int bytes) {
        int end = text.length();
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > bytes) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end);
    }

    /** These three begin a link or a name in Slack's texts. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Map<String, Object> card(NoticeText text) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        content.put("type", "AdaptiveCard");
        content.put("version", "1.2");
        content.put(
                "body",
                List.of(
                        Map.of("type", "TextBlock", "text", text.title(), "weight", "Bolder", "wrap", true),
                        Map.of("type", "TextBlock", "text", text.body().replace("\n", "\n\n"), "wrap", true)));
        return Map.of(
                "type",
                "message",
                "attachments",
                List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", content)));
    }
}
