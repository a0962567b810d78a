package io.butterfly.baichuan;

import io.butterfly.http.server.Service;

/** Starts BaiChuan. */
public final class BaiChuan {
    private BaiChuan() {}

    public static void main(String[] args) {
        Service.run(BaiChuan.class, Settings.ALL, args);
    }
}
