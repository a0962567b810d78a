package io.butterfly.gateway;

import io.butterfly.api.Json;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.http.HeaderText;
import io.butterfly.kernel.ReqId;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.Map;
import java.util.stream.Collectors;

/** What a person sees who looks at the address, in a browser or with curl. Programs get the contract's replies. */
final class Pages {
    private static final String HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"><title>Butterfly Services</title>
      <style>
        body { font: 16px/1.5 sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
        td { padding: 0.2rem 1.5rem 0.2rem 0; vertical-align: top; }
        pre { background: #f3f3f3; padding: 0.8rem; overflow-x: auto; }
      </style></head>
      <body>
      %s
      </body>
      </html>
      """;

    private static final String FRONT = """
      <h1>Butterfly Services</h1>
      <p>This is the gateway: one address for RuQi (fires jobs on time), BaiChuan (the message queue)
      and XingQiao (workflows). There is no console yet; programs and curl use it.</p>
      <h2>The services</h2>
      <table>%s</table>
      <p><a href="/health/services">the same as JSON</a></p>
      <h2>To look at</h2>
      <table>
      <tr><td><a href="/ruqi/job_list">/ruqi/job_list</a></td><td>the jobs and when each fires next</td></tr>
      <tr><td><a href="/ruqi/get_history">/ruqi/get_history</a></td><td>what has fired, and how it ended</td></tr>
      <tr><td><a href="/ruqi/scheduler_status">/ruqi/scheduler_status</a></td><td>the schedulers</td></tr>
      <tr><td><a href="/baichuan/queue_list">/baichuan/queue_list</a></td><td>queues and what waits in them</td></tr>
      <tr><td><a href="/baichuan/worker_list">/baichuan/worker_list</a></td><td>the workers</td></tr>
      <tr><td><a href="/xingqiao/list_workflows">/xingqiao/list_workflows</a></td><td>the workflows</td></tr>
      <tr><td><a href="/xingqiao/list_jobs">/xingqiao/list_jobs</a></td><td>their runs</td></tr>
      </table>
      <h2>To try</h2>
      <pre>curl -d '{"handler":"/demo_api/hello","params":{"str_info":"hi"}}' "$ADDRESS/baichuan/task_create"
      curl -d '{"job_trigger":"interval","job_id":"first","job_name":"try","rule":"10s",
                "cmd":"/demo_api/hello#{\\"str_info\\":\\"hello\\"}"}' "$ADDRESS/ruqi/job_add"
      curl -d '{"job_namespace":"try","job_type":"hello","job_extra":{"str_info":"hi"}}' \\
                "$ADDRESS/xingqiao/create_job"</pre>
      <p>where <code>ADDRESS</code> is that of this page. The calls as OpenAPI:
      <a href="/ruqi/openapi.json">ruqi</a>, <a href="/baichuan/openapi.json">baichuan</a>,
      <a href="/xingqiao/openapi.json">xingqiao</a>. They are explained in the folder <code>docs</code>
      of the sources: <code>ruqi.md</code>, <code>baichuan.md</code>, <code>xingqiao.md</code>,
      <code>operations/README.md</code>.</p>
      """;

    private static final String NOT_FOUND = """
      <h1>There is no such call</h1>
      <p>Nothing answers <code>%s</code>. Paths begin with <code>/ruqi/</code>, <code>/baichuan/</code>,
      <code>/xingqiao/</code> or <code>/demo_api/</code>. <a href="/">What is here</a></p>
      """;

    private Pages() {}

    /** @param states of the services in words, by name */
    static HttpResponse<?> front(Map<String, String> states) {
        String rows = states.entrySet().stream()
                .map(state ->
                        "<tr><td>%s</td><td>%s</td></tr>".formatted(escaped(state.getKey()), escaped(state.getValue())))
                .collect(Collectors.joining("\n"));
        return page(HttpStatus.OK, FRONT.formatted(rows));
    }

    /** The status and the header are those of every unknown path. */
    static HttpResponse<?> notFound(String path) {
        return page(HttpStatus.BAD_REQUEST, NOT_FOUND.formatted(escaped(HeaderText.oneLine(path))));
    }

    /** Of the address alone, for whoever did not ask for HTML. */
    static HttpResponse<?> noCall() {
        Reply reply = Reply.refused(
                Stat.ERR_BAD_PARAMS,
                "there is no such call as /: paths begin with /ruqi/, /baichuan/, /xingqiao/ or /demo_api/;"
                        + " GET /health/services says which services are ready");
        return unknown(HttpResponse.badRequest(Json.bytes(reply)).contentType(MediaType.APPLICATION_JSON_TYPE))
                .header("x-reqid", ReqId.next());
    }

    private static MutableHttpResponse<?> unknown(MutableHttpResponse<?> response) {
        return response.header("x-reason", "API Not Found");
    }

    private static HttpResponse<?> page(HttpStatus status, String content) {
        var page = HttpResponse.status(status)
                .body(HTML.formatted(content))
                .contentType(MediaType.TEXT_HTML_TYPE)
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .header("X-Content-Type-Options", "nosniff")
                .header("x-reqid", ReqId.next());
        return status == HttpStatus.OK ? page : unknown(page);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
