package io.butterfly.gateway;

import io.butterfly.http.Service;

/** The gateway as a process of its own; the standalone set-up runs it inside its launcher. */
public final class Gateway {
  private Gateway() {}

  public static void main(String... args) {
    Service.run(Gateway.class, args);
  }
}
