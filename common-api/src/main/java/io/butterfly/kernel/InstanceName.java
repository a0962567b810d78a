package io.butterfly.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Who a process is: {@code host:port:pid}, the form of the Python service's scheduler and worker names.
 *
 * @param host the machine's name; of a long one the beginning and a digest
 * @param port the port it listens on; workers that do not listen use 0
 * @param pid the process id
 */
public record InstanceName(String host, int port, long pid) {
    private static final int MAX_HOST = 40; // columns and keys that hold a name have 64 characters
    private static final int DIGEST = 12;

    public InstanceName {
        host = host.length() > MAX_HOST ? shortened(host) : host;
    }

    /**
     * Long names often differ only at one end: the pods of one deployment at theirs, the hosts of one domain at their
     * beginning.
     */
    private static String shortened(String host) {
        return host.substring(0, MAX_HOST - DIGEST - 1) + "-" + Sha256.hex(host).substring(0, DIGEST);
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
