package io.butterfly.ruqi;

import io.butterfly.http.server.Service;

/** 如期: fires jobs on time. */
public final class RuQi {
    private RuQi() {}

    public static void main(String[] args) {
        Service.run(RuQi.class, Settings.ALL, args);
    }
}
