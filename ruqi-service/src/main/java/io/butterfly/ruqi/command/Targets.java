package io.butterfly.ruqi.command;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Whether a job may have a target, asked when it is added. What only shows later (a name that resolves badly) is asked again at the dial. */
public final class Targets {
  /** What the address parser takes without asking a name server: dotted and plain numbers, hex, IPv6 in brackets. */
  private static final Pattern LITERAL = Pattern.compile("\\[.*]|[0-9.]+|0[xX][0-9a-fA-FxX.]+");

  private final Scripts scripts;

  public Targets(Scripts scripts) {
    this.scripts = scripts;
  }

  /** Throws {@link io.butterfly.api.Refusal} when the command is not understood or may not be used. */
  public Target admit(String cmd) {
    Target target = Command.parse(cmd);
    switch (target) {
      case Target.Message message -> { }
      case Target.HttpPost post -> requireAllowed(post.uri());
      case Target.Script script -> scripts.commandLine(script);
    }
    return target;
  }

  /** Throws when the URL names an address that may not be called. */
  public static void requireAllowed(URI uri) {
    String host = uri.getHost();
    if (!LITERAL.matcher(host).matches()) {
      return;
    }
    try {
      if (Addresses.isForbidden(InetAddress.getByName(host))) {
        throw Command.bad("jobs may not call the address " + host);
      }
    } catch (UnknownHostException e) {
      throw Command.bad("there is no address " + host);
    }
  }
}
