package io.butterfly.ruqi.http;

import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.Ledger;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One service for all tests of calls, in Shanghai, with a folder of scripts; it stops after the last of them. */
public final class SharedService implements BeforeAllCallback {
    static TestService ruqi;
    static Peer peer;
    static Ledger ledger;
    static Path scripts;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(SharedService.class, key -> start());
    }

    private static AutoCloseable start() {
        peer = Peer.start();
        scripts = folder();
        String database = TestService.newDatabase(Servers.mariaDb());
        ledger = new Ledger(Servers.mariaDb(), database);
        Map<String, Object> properties = TestService.properties(Servers.mariaDb(), database);
        properties.put("butterfly.baichuan.url", peer.url(""));
        properties.put("butterfly.zone", "Asia/Shanghai");
        properties.put("ruqi.scripts-root", scripts.toString());
        ruqi = TestService.start(properties).awaitReady();
        return () -> {
            ruqi.close();
            peer.close();
        };
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("ruqi-scripts");
            Files.writeString(folder.resolve("t.sh"), "echo hi");
            Files.createSymbolicLink(folder.resolve("link.sh"), Path.of("/etc/profile"));
            folder.toFile().deleteOnExit();
            folder.resolve("link.sh").toFile().deleteOnExit();
            folder.resolve("t.sh").toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
