package io.butterfly.notices.delivery;

import io.butterfly.kernel.Sha256;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Severity;
import io.butterfly.notices.delivery.Decision.What;
import io.butterfly.notices.rules.Rule;
import io.butterfly.notices.rules.Rules;
import io.butterfly.notices.send.NoticeText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says in words what notices make known. */
final class Texts {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int MOST_NAMED = 10;
    private static final int DIGEST = 32;

    private final String service;
    private final ZoneId zone;

    Texts(String service, ZoneId zone) {
        this.service = service;
        this.zone = zone;
    }

    /** What one notice makes known now. */
    record Line(Notice notice, What what, long news) {}

    NoticeText one(Line line, Rules rules) {
        Map<String, Object> facts = facts(line, rules);
        String title = "[" + facts.get("severity") + "] " + service + ": " + headline(line);
        facts.put("title", title);
        String body = rules.rule(line.notice().about().rule())
                .flatMap(Rule::text)
                .map(template -> filled(template, facts, value -> value))
                .orElseGet(() -> body(facts));
        return new NoticeText(id(line), line.notice().about().severity(), title, body, facts);
    }

    /** What an operator sends to see whether it arrives. */
    NoticeText sample() {
        String id = service + "-notice-test-" + UUID.randomUUID();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("service", service);
        facts.put("kind", EventKind.TEST.word());
        facts.put("severity", Severity.INFO.word());
        facts.put("is_recovery", false);
        facts.put("text", "a test of this sink");
        String title = "[info] " + service + ": a test of this sink";
        facts.put("title", title);
        return new NoticeText(id, Severity.INFO, title, "Nothing has happened.", facts);
    }

    /** Some of one sink, one kind and one sort, as one. */
    NoticeText together(List<Line> lines, Rules rules) {
        Line first = lines.getFirst();
        Map<String, Object> facts = facts(first, rules);
        String title = "[" + facts.get("severity") + "] " + service + ": " + lines.size() + " times "
                + first.notice().key().kind() + (first.what() == What.RECOVERED ? " is over" : "");
        facts.put("title", title);
        facts.put("notices", lines.stream().map(line -> facts(line, rules)).toList());
        String named = lines.stream().limit(MOST_NAMED).map(Texts::headline).collect(Collectors.joining("\n"));
        int others = lines.size() - MOST_NAMED;
        String body = others > 0 ? named + "\n" + others + " more like this" : named;
        return new NoticeText(id(lines), first.notice().about().severity(), title, body, facts);
    }

    /**
     * The same whoever sends it again, and another for what is sent later. The time tells it from one of another
     * database beside the same BaiChuan.
     */
    private String id(Line line) {
        Notice.Tally tally = line.notice().tally();
        String first = Long.toString(tally.first().toEpochMilli(), Character.MAX_RADIX);
        String up = tally.isUp() ? "-up" : "";
        return service + "-notice-" + line.notice().id() + "-" + first + "-" + tally.count() + up;
    }

    /** As above: other notices together, or more of one, have another. */
    private String id(List<Line> lines) {
        String all = lines.stream().map(this::id).sorted().collect(Collectors.joining(" "));
        return service + "-notice-" + Sha256.hex(all).substring(0, DIGEST);
    }

    private static String headline(Line line) {
        Notice notice = line.notice();
        return switch (line.what()) {
            case BEGUN -> notice.about().text() + (line.news() > 1 ? " (" + line.news() + " times)" : "");
            case MORE -> line.news() + " more like this: " + notice.about().text();
            case RECOVERED ->
                "over after " + notice.tally().count() + (notice.tally().count() == 1 ? " time: " : " times: ")
                        + notice.about().text();
        };
    }

    private Map<String, Object> facts(Line line, Rules rules) {
        Notice notice = line.notice();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("service", service);
        facts.put("kind", notice.key().kind());
        facts.put("object", notice.key().object());
        facts.put("name", notice.about().name());
        facts.put(
                "severity",
                line.what() == What.RECOVERED
                        ? "recovered"
                        : notice.about().severity().word());
        facts.put("is_recovery", line.what() == What.RECOVERED);
        facts.put("text", notice.about().text());
        facts.put("detail", notice.about().detail());
        facts.put("count", notice.tally().count());
        facts.put("news", line.news());
        facts.put("first", TIME.format(notice.tally().first().atZone(zone)));
        facts.put("last", TIME.format(notice.tally().last().atZone(zone)));
        rules.link().ifPresent(template -> facts.put("link", filled(template, facts, Texts::encoded)));
        return facts;
    }

    private static String body(Map<String, Object> facts) {
        StringBuilder body = new StringBuilder()
                .append(facts.get("kind"))
                .append(" of ")
                .append(facts.get("object"))
                .append("\n");
        if (!"".equals(facts.get("detail"))) {
            body.append(facts.get("detail")).append("\n");
        }
        body.append("first ")
                .append(facts.get("first"))
                .append(", last ")
                .append(facts.get("last"))
                .append(", ")
                .append(facts.get("count"))
                .append(" in all");
        if (facts.containsKey("link")) {
            body.append("\n").append(facts.get("link"));
        }
        return body.toString();
    }

    /** A name that is none stays as it is. */
    private static String filled(String template, Map<String, Object> facts, UnaryOperator<String> form) {
        return PLACEHOLDER.matcher(template).replaceAll(found -> {
            Object value = facts.get(found.group(1));
            return Matcher.quoteReplacement(value == null ? found.group() : form.apply(String.valueOf(value)));
        });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
