package io.butterfly.gateway;

import io.butterfly.embedded.process.Ports;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gateway before services that remember what reached them. */
abstract class RunningGateway {
    final RecordingService baichuan = new RecordingService("baichuan");
    final RecordingService xingqiao = new RecordingService("xingqiao");
    final RecordingService ruqi1 = new RecordingService("ruqi-1");
    final RecordingService ruqi2 = new RecordingService("ruqi-2");
    final HttpClient http = HttpClient.newHttpClient();
    final int port = Ports.free();
    ApplicationContext gateway;

    @BeforeEach
    void start() {
        gateway = Gateway.run(
                "--micronaut.server.port=" + port,
                "--butterfly.baichuan.url=" + baichuan.url(),
                "--butterfly.xingqiao.url=" + xingqiao.url() + "/",
                "--butterfly.ruqi.urls=" + ruqi1.url() + "," + ruqi2.url());
    }

    @AfterEach
    void stop() {
        gateway.close();
        List.of(baichuan, xingqiao, ruqi1, ruqi2).forEach(RecordingService::close);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
