package io.butterfly.ruqi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.TestService;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallsTest {
  private static final String FAR = "2099-01-01 00:00:00";

  @TempDir static Path scripts;
  static Peer peer;
  static TestService ruqi;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(scripts.resolve("t.sh"), "echo hi");
    peer = Peer.start();
    Map<String, Object> properties = TestService.properties(Servers.mariaDb(), TestService.newDatabase(Servers.mariaDb()));
    properties.put("butterfly.baichuan.url", peer.url(""));
    properties.put("butterfly.zone", "Asia/Shanghai");
    properties.put("ruqi.scripts-root", scripts.toString());
    ruqi = TestService.start(properties).awaitReady();
  }

  @AfterAll
  static void stop() {
    ruqi.close();
    peer.close();
  }

  @Nested
  class a_job {
    @Test
    void is_listed_and_shown_in_the_shapes_of_the_contract() {
      ruqi.add("date", "shape", "/demo_api/hello#{\"str_info\":\"你好 🦋\"}", "2099-1-2 3:4:5.5");

      JsonNode listed = ruqi.call("/ruqi/job_list", "job_id", "shape").at("/data");
      assertThat(listed.get("total").asInt()).isEqualTo(1);
      assertThat(names(listed.at("/list/0"))).containsExactlyInAnyOrder("job_id", "job_name", "cmd", "job_trigger", "rule", "next_run_time", "c_time");
      assertThat(listed.at("/list/0/next_run_time").asText()).isEqualTo("2099-01-02 03:04:05");
      assertThat(listed.at("/list/0/c_time").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");

      JsonNode shown = ruqi.call("/ruqi/job_show", "job_id", "shape").get("data");
      assertThat(shown.get("nexttime").asText()).isEqualTo("2099-01-02 03:04:05.500000");
      assertThat(shown.get("next_run_time").asText()).isEqualTo("2099-01-02 03:04:05");
      assertThat(shown.get("rule").asText()).isEqualTo("2099-01-02 03:04:05.500000");
      assertThat(shown.get("cmd").asText()).isEqualTo("/demo_api/hello#{\"str_info\":\"你好 🦋\"}");
    }

    @Test
    void has_its_rule_in_normal_form() {
      ruqi.add("interval", "normal", "/demo_api/ping", "1 d");

      assertThat(ruqi.call("/ruqi/job_list", "job_id", "normal").at("/data/list/0/rule").asText()).isEqualTo("86400s");
    }

    @Test
    void can_be_removed_once() {
      ruqi.add("date", "gone", "/demo_api/ping", FAR);

      assertThat(stat(ruqi.call("/ruqi/job_remove", "job_id", "gone"))).isEqualTo("OK");
      HttpResponse<String> again = ruqi.post("/ruqi/job_remove", "{\"job_id\":\"gone\"}");
      assertThat(again.body()).contains("\"stat\":\"ERR\"", "there is no job 'gone'");
      assertThat(again.headers().firstValue("x-reason")).contains("there is no job 'gone'");
    }

    @Test
    void cannot_be_added_twice_under_one_id() {
      ruqi.add("date", "twice", "/demo_api/ping", FAR);

      JsonNode second = ruqi.add("interval", "twice", "/demo_api/hello", "1s");

      assertThat(stat(second)).isEqualTo("ERR");
      assertThat(second.get("message").asText()).contains("job_id 'twice' is taken");
      assertThat(ruqi.call("/ruqi/job_show", "job_id", "twice").at("/data/cmd").asText()).isEqualTo("/demo_api/ping");
    }

    @Test
    void is_told_from_another_by_every_byte_of_its_id() {
      assertThat(stat(ruqi.add("date", "Case", "/demo_api/ping", FAR))).isEqualTo("OK");
      assertThat(stat(ruqi.add("date", "case", "/demo_api/ping", FAR))).isEqualTo("OK");
      assertThat(stat(ruqi.add("date", "cäse", "/demo_api/ping", FAR))).isEqualTo("OK");
    }

    @Test
    void may_have_a_command_much_longer_than_the_manuals_column() {
      String cmd = "/demo_api/hello#{\"str_info\":\"" + "x".repeat(60_000) + "\"}";

      assertThat(stat(ruqi.add("date", "long", cmd, "now"))).isEqualTo("OK");

      Eventually.until(Duration.ofSeconds(5), () -> ruqi.history("long").size() == 1);
      assertThat(ruqi.history("long").at("/0/cmd").asText()).isEqualTo(cmd);
    }
  }

  @Nested
  class a_list {
    @Test
    void is_filtered_exactly_and_paged_from_one() {
      for (int i = 0; i < 17; i++) {
        ruqi.call("/ruqi/job_add", "job_trigger", "date", "job_id", "page" + i, "job_name", "pages", "cmd", "/demo_api/ping", "rule", FAR);
      }

      assertThat(page("job_name", "pages").at("/list")).hasSize(17);
      assertThat(page("job_name", "page").at("/total").asInt()).isZero();
      assertThat(page("job_name", "pages", "page_index", "1").at("/list")).hasSize(15);
      assertThat(page("job_name", "pages", "page_index", "0").at("/list")).hasSize(15);
      JsonNode second = page("job_name", "pages", "page_index", "2", "page_size", "10");
      assertThat(second.at("/list")).hasSize(7);
      assertThat(second.at("/total").asInt()).isEqualTo(17);
      assertThat(second.at("/list/6/job_id").asText()).isEqualTo("page0");
    }

    @Test
    void is_refused_a_negative_page() {
      assertThat(stat(ruqi.call("/ruqi/job_list", "page_index", "-1"))).isEqualTo("ERR_SERVER_EXCEPTION");
      assertThat(stat(ruqi.call("/ruqi/get_history", "page_index", "x"))).isEqualTo("ERR_SERVER_EXCEPTION");
    }

    private JsonNode page(String... parameters) {
      return ruqi.call("/ruqi/job_list", parameters).get("data");
    }
  }

  @Nested
  class the_scheduler {
    @Test
    void tells_its_latest_turn_and_who_lives() {
      JsonNode status = ruqi.call("/ruqi/scheduler_status").get("data");

      assertThat(status.get("wait_seconds").isNumber()).isTrue();
      assertThat(status.get("check_time").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
      assertThat(status.has("next_wakeup_time")).isTrue();
      assertThat(status.at("/schedulers")).hasSize(1);
    }

    @Test
    void can_be_woken() {
      assertThat(ruqi.get("/ruqi/scheduler_wakeup").body()).isEqualTo("{\"stat\":\"OK\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "/ruqi/job_list", "/ruqi/job_lis", "/ruqi/get_jobs", "/ruqi/get_history", "/ruqi/job_history_list",
    "/ruqi/scheduler_status", "/ruqi/status", "/ruqi/scheduler_wakeup", "/ruqi/wakeup"
  })
  void every_name_of_a_call_answers_get_and_post(String path) {
    assertThat(ruqi.get(path).body()).contains("\"stat\":\"OK\"");
    assertThat(ruqi.post(path, "{}").body()).contains("\"stat\":\"OK\"");
  }

  @Test
  void the_old_names_add_show_and_remove() {
    assertThat(ruqi.get("/ruqi/add_job?job_trigger=date&job_id=old&job_name=n&cmd=/demo_api/ping&rule=2099-01-01").body()).isEqualTo("{\"stat\":\"OK\"}");
    assertThat(ruqi.get("/ruqi/get_job?job_id=old").body()).contains("\"nexttime\":\"2099-01-01 00:00:00\"");
    assertThat(ruqi.get("/ruqi/remove_job?job_id=old").body()).isEqualTo("{\"stat\":\"OK\"}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      /ruqi/job_add    | {}                          | missing parameter
      /ruqi/job_remove | {}                          | missing parameter 'job_id'
      /ruqi/job_show   | {}                          | missing parameter 'job_id'
      /ruqi/job_add    | {"job_trigger":"date","job_id":"bad","job_name":"n","cmd":"/a","rule":"now","x":1} | unknown parameter 'x'
      /ruqi/job_remove | {"job_id":"a","x":1}        | unknown parameter 'x'
      /ruqi/job_show   | {"job_id":"a","x":1}        | unknown parameter 'x'
      /ruqi/job_list   | {"x":1}                     | unknown parameter 'x'
      /ruqi/get_history | {"x":1}                    | unknown parameter 'x'
      /ruqi/scheduler_status | {"x":1}               | unknown parameter 'x'
      /ruqi/scheduler_wakeup | {"x":1}               | unknown parameter 'x'
      /ruqi/job_add    | {"job_trigger":"date","job_id":5,"job_name":"n","cmd":"/a","rule":"now"} | parameter 'job_id' must be text
      /ruqi/job_show   | {"job_id":["a"]}            | parameter 'job_id' must be text
      /ruqi/job_list   | {"job_id":{}}               | parameter 'job_id' must be text
      /ruqi/job_add    | [1]                         | JSON object
      /ruqi/job_remove | "a"                         | JSON object
      /ruqi/get_history | {                          | not JSON
      /ruqi/scheduler_status | x                     | not JSON
      """)
  void parameters_that_do_not_fit_are_refused(String path, String body, String reason) {
    JsonNode reply = Json.tree(ruqi.post(path, body).body());

    assertThat(stat(reply)).isEqualTo("ERR_BAD_PARAMS");
    assertThat(reply.get("message").asText()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      weekly   | b1 | /demo_api/ping | 1d          | job_trigger must be
      interval | b2 | /demo_api/ping | 10x         | rule: an interval
      interval | b3 | /demo_api/ping | -5h         | rule: an interval
      date     | b4 | /demo_api/ping | 2020-01-01  | the date is past
      date     | b5 | /demo_api/ping | 2099-02-30  | there is no such date
      cron     | b6 | /demo_api/ping | 0 0 0 30 2 * | never comes due
      cron     | b7 | /demo_api/ping | 0 0 0 * * 7 | weekday '7'
      cron     | b8 | /demo_api/ping | * * * * *   | six fields
      cron     | b9 | /demo_api/ping | 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24 * * * * * | rule may have at most 64 characters
      interval | c1 | rm -rf x       | 1d          | cmd: it must be a URL
      interval | c2 | bash t.sh; ls  | 1d          | cmd: a script runs without a shell
      interval | c3 | bash ../t.sh   | 1d          | cmd: the script '../t.sh' must be a path below
      interval | c4 | bash no.sh     | 1d          | cmd: there is no script 'no.sh'
      interval | c5 | /demo_api/ping#{ | 1d        | cmd: what follows the #
      interval | c6 | http://169.254.169.254/ | 1d | cmd: jobs may not call the address 169.254.169.254
      interval | c7 | http://x y/    | 1d          | cmd: 'http://x y/' is no http
      interval | ``  | /demo_api/ping | 1d         | job_id must not be empty
      interval | ` d1` | /demo_api/ping | 1d       | job_id must not begin or end with blanks
      """)
  void a_job_that_cannot_be_is_refused_with_the_field_and_the_reason(String trigger, String id, String cmd, String rule, String reason) {
    JsonNode reply = ruqi.add(trigger, id, cmd, rule);

    assertThat(stat(reply)).isEqualTo("ERR");
    assertThat(reply.get("message").asText()).contains(reason);
    assertThat(stat(ruqi.call("/ruqi/job_show", "job_id", id.isEmpty() ? "-" : id))).isEqualTo("ERR");
  }

  @Test
  void every_limit_is_named() {
    assertThat(refusal("i".repeat(256), "n", "/a")).contains("job_id may have at most 255 characters, not 256");
    assertThat(refusal("limit", "n".repeat(65), "/a")).contains("job_name may have at most 64 characters, not 65");
    assertThat(refusal("limit", "", "/a")).contains("job_name must not be empty");
    assertThat(refusal("limit", "n", "/a#{\"x\":\"" + "y".repeat(1 << 20) + "\"}")).contains("cmd may have at most 65536 bytes");
    assertThat(refusal("🦋".repeat(255), "🦋".repeat(64), "/a")).isEmpty();
  }

  private static String refusal(String id, String name, String cmd) {
    JsonNode reply = ruqi.call("/ruqi/job_add", "job_trigger", "date", "job_id", id, "job_name", name, "cmd", cmd, "rule", FAR);
    return reply.path("message").asText();
  }

  private static String stat(JsonNode reply) {
    return reply.get("stat").asText();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
