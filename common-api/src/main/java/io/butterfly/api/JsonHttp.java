package io.butterfly.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** POSTs JSON to one of our services, by the JDK alone. Blocks; an interrupt closes the connection. */
public final class JsonHttp {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private final URI service;
  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(CONNECT_TIMEOUT)
      .executor(Runnable::run) // bytes are gathered where they arrive: one thread less to wake for each answer
      .build();

  /** @param service its address, such as {@code http://127.0.0.1:8581} */
  public JsonHttp(URI service) {
    this.service = service;
  }

  /** The reply's bytes; anything but HTTP 200 within the patience is an {@link IOException}. */
  public byte[] post(String path, Object body, Duration patience) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
        .timeout(patience)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
        .build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(service + path + " answered HTTP " + response.statusCode());
    }
    return response.body();
  }
}
