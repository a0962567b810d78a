package io.butterfly.notices.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.Json;
import io.butterfly.notices.Severity;
import io.butterfly.notices.rules.Preset;
import io.butterfly.notices.rules.Secret;
import io.butterfly.notices.rules.SinkSettings.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bodies stand as the vendors document them; the signatures were made with Python's hmac. */
class WebhookCallTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_123L);
    private static final NoticeText TEXT =
            new NoticeText("n-1", Severity.WARNING, "[warning] <a> & b", "one\ntwo", Map.of("kind", "test"));

    private static WebhookCall call(Preset preset, String url, String secret) {
        return WebhookCall.of(new Webhook(preset, new Secret(url), new Secret(secret)), TEXT, NOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      DINGTALK | {"msgtype": "text", "text": {"content": "[warning] <a> & b\\none\\ntwo"}}
      FEISHU   | {"msg_type": "text", "content": {"text": "[warning] <a> & b\\none\\ntwo"}}
      WECOM    | {"msgtype": "text", "text": {"content": "[warning] <a> & b\\none\\ntwo"}}
      SLACK    | {"text": "[warning] &lt;a&gt; &amp; b\\none\\ntwo"}
      JSON     | {"kind": "test"}
      """)
    void has_the_body_of_its_preset(Preset preset, String body) {
        WebhookCall call = call(preset, "https://h.example/x?key=1", "");

        assertThat(Json.tree(new String(call.body(), StandardCharsets.UTF_8))).isEqualTo(Json.tree(body));
        assertThat(call.address()).hasToString("https://h.example/x?key=1");
    }

    @Test
    void is_a_card_for_teams() {
        assertThat(Json.tree(
                        new String(call(Preset.TEAMS, "https://h.example/x", "").body(), StandardCharsets.UTF_8)))
                .isEqualTo(Json.tree("""
              {"type": "message", "attachments": [{
                "contentType": "application/vnd.microsoft.card.adaptive",
                "content": {
                  "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                  "type": "AdaptiveCard", "version": "1.2",
                  "body": [
                    {"type": "TextBlock", "text": "[warning] <a> & b", "weight": "Bolder", "wrap": true},
                    {"type": "TextBlock", "text": "one\\n\\ntwo", "wrap": true}]}}]}"""));
    }

    @Test
    void is_signed_in_the_address_for_dingtalk() {
        assertThat(call(Preset.DINGTALK, "https://h.example/send?access_token=t", "SEC123")
                        .address())
                .hasToString(
                        "https://h.example/send?access_token=t&timestamp=1700000000123&sign=FVgVLxEM%2BJweBRCq6YFMJ4KCCc7PFGREuLoDL%2FV5GSc%3D");
    }

    @Test
    void is_signed_in_the_body_for_feishu() {
        assertThat(Json.tree(new String(
                        call(Preset.FEISHU, "https://h.example/x", "SEC123").body(), StandardCharsets.UTF_8)))
                .isEqualTo(Json.tree("""
              {"timestamp": "1700000000", "sign": "j/tImR0k8vYXRsYw0+GHVQkV1v/J/8obOuMU7PE/KDo=",
               "msg_type": "text", "content": {"text": "[warning] <a> & b\\none\\ntwo"}}"""));
    }

    @Test
    void has_no_more_than_2048_bytes_for_wecom_and_no_half_character() {
        NoticeText longText = new NoticeText("n", Severity.INFO, "失败".repeat(600), "", Map.of());
        Webhook hook = new Webhook(Preset.WECOM, new Secret("https://h.example/"), Secret.NONE);

        String content = Json.tree(
                        new String(WebhookCall.of(hook, longText, NOW).body(), StandardCharsets.UTF_8))
                .at("/text/content")
                .textValue();

        assertThat(content.getBytes(StandardCharsets.UTF_8)).hasSize(2_046);
        assertThat("失败".repeat(600)).startsWith(content);
    }
}
