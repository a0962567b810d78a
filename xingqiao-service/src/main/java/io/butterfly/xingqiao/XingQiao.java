package io.butterfly.xingqiao;

import io.butterfly.http.Service;

/** The process. */
public final class XingQiao {
  private XingQiao() {}

  public static void main(String[] args) {
    Service.run(XingQiao.class, args);
  }
}
