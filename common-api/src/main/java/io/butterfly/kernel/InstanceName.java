package io.butterfly.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Who a process is: {@code host:port:pid}, the form of the original's scheduler and worker names.
 *
 * @param host the machine's name
 * @param port the port it listens on; workers that do not listen use 0
 * @param pid the process id
 */
public record InstanceName(String host, int port, long pid) {
  private static final int MAX_HOST = 40; // columns and keys that hold a name have 64 characters

  public InstanceName {
    host = host.length() > MAX_HOST ? host.substring(0, MAX_HOST) : host;
  }

  public static InstanceName ofThisProcess(int port) {
    return new InstanceName(hostName(), port, ProcessHandle.current().pid());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public String toString() {
    return host + ":" + port + ":" + pid;
  }
}
