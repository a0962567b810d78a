package io.butterfly.gateway;

import io.butterfly.kernel.SteadyClock;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the services are, and which of them a path belongs to. */
@Singleton
final class Backends {
    private final BackendGroup baichuan;
    private final BackendGroup xingqiao;
    private final BackendGroup ruqi;

    Backends(
            @Nullable @Property(name = "butterfly.baichuan.urls") List<String> baichuans,
            @Value("${butterfly.baichuan.url:`http://127.0.0.1:8581`}") String baichuan,
            @Nullable @Property(name = "butterfly.xingqiao.urls") List<String> xingqiaos,
            @Value("${butterfly.xingqiao.url:`http://127.0.0.1:8582`}") String xingqiao,
            @Value("${butterfly.ruqi.urls:`http://127.0.0.1:8583`}") List<String> ruqis) {
        Clock clock = SteadyClock.start();
        this.baichuan = group("baichuan", baichuans == null ? List.of(baichuan) : baichuans, clock);
        this.xingqiao = group("xingqiao", xingqiaos == null ? List.of(xingqiao) : xingqiaos, clock);
        this.ruqi = group("ruqi", ruqis, clock);
    }

    private static BackendGroup group(String service, List<String> urls, Clock clock) {
        List<Backend> all = new ArrayList<>();
        urls.forEach(url -> all.add(new Backend(service + "-" + (all.size() + 1), url, clock)));
        if (all.isEmpty()) {
            throw new IllegalArgumentException("the gateway has no address of " + service);
        }
        return new BackendGroup(service, all);
    }

    Optional<BackendGroup> of(String path) {
        String[] segments = path.split("/", 3);
        return switch (segments.length > 1 && segments[0].isEmpty() ? segments[1] : "") {
            case "ruqi" -> Optional.of(ruqi);
            case "xingqiao" -> Optional.of(xingqiao);
            case "baichuan", "demo_api", "canghai" -> Optional.of(baichuan);
            default -> Optional.empty();
        };
    }

    List<Backend> all() {
        return Stream.of(baichuan, xingqiao, ruqi)
                .flatMap(group -> group.all().stream())
                .toList();
    }
}
