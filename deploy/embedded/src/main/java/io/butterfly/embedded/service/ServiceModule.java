package io.butterfly.embedded.service;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A service of ours, and where the build leaves it. */
public enum ServiceModule {
    BAICHUAN("baichuan-service", "io.butterfly.baichuan.BaiChuan"),
    RUQI("ruqi-service", "io.butterfly.ruqi.RuQi"),
    XINGQIAO("xingqiao-service", "io.butterfly.xingqiao.XingQiao");

    private final String module;
    private final String mainClass;

    ServiceModule(String module, String mainClass) {
        this.module = module;
        this.mainClass = mainClass;
    }

    public String mainClass() {
        return mainClass;
    }

    public String classPath() {
        return classPath(root());
    }

    /** @param root the folder of a built project */
    String classPath(Path root) {
        Path target = root.resolve(module).resolve("target");
        try {
            return target.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(target.resolve("runtime.classpath")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    module + " has not been built in " + root + ": run its tests once, or mvn with -am", e);
        }
    }

    /** The folder of this whole project; tests run in the folder of a module. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("the project's root, a folder with .mvn in it, is not above "
                    + Path.of("").toAbsolutePath());
        }
        return folder;
    }
}
