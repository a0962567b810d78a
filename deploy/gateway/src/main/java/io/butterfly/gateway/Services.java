package io.butterfly.gateway;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the services are, and which of them a path belongs to. */
@Singleton
final class Services {
  private final Replicas baichuan;
  private final Replicas xingqiao;
  private final Replicas ruqi;

  Services(
      @Value("${butterfly.baichuan.url:`http://127.0.0.1:8581`}") String baichuan,
      @Value("${butterfly.xingqiao.url:`http://127.0.0.1:8582`}") String xingqiao,
      @Value("${butterfly.ruqi.urls:`http://127.0.0.1:8583`}") List<String> ruqi) {
    this.baichuan = new Replicas(List.of(new Upstream("baichuan", baichuan)));
    this.xingqiao = new Replicas(List.of(new Upstream("xingqiao", xingqiao)));
    List<Upstream> replicas = new ArrayList<>();
    ruqi.forEach(url -> replicas.add(new Upstream("ruqi-" + (replicas.size() + 1), url)));
    this.ruqi = new Replicas(replicas);
  }

  Optional<Replicas> of(String path) {
    String[] segments = path.split("/", 3);
    return switch (segments.length > 1 && segments[0].isEmpty() ? segments[1] : "") {
      case "ruqi" -> Optional.of(ruqi);
      case "xingqiao" -> Optional.of(xingqiao);
      case "baichuan", "demo_api", "canghai" -> Optional.of(baichuan);
      default -> Optional.empty();
    };
  }

  List<Upstream> all() {
    return Stream.of(baichuan, xingqiao, ruqi).flatMap(replicas -> replicas.all().stream()).toList();
  }
}
