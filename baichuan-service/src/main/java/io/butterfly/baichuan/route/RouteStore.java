package io.butterfly.baichuan.route;

import java.util.Map;

/** Where routes are kept that were set by a call; all replicas share it. */
public interface RouteStore {
    /** By name. One that cannot be understood is left out. */
    Map<String, Route> kept();

    void keep(Route route);

    /** Returns whether there was one. */
    boolean remove(String name);
}
