package io.butterfly.baichuan.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.butterfly.api.Json;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import java.io.IOException;
import java.util.Set;

/**
 * How a message ends: by what its handler answered, or by what became of the execution. A business error is an answer like any other; only
 * a handler that could not do its work at all, or an execution that did not come to an end, makes the message {@code failed}.
 *
 * @param stat the reply's code, empty when the reply is no JSON object that has one
 * @param result the whole reply, as text
 * @param exception what to show to a person who asks why it failed, else empty
 */
public record Verdict(Status status, String stat, String result, String exception) {
  private static final Set<String> FAILURES = Set.of(
      Stat.ERR_BAD_PARAMS.name(),
      Stat.ERR_SERVER_EXCEPTION.name(),
      Stat.ERR_MSG_LOST.name(),
      Stat.ERR_MSG_TIMEOUT.name(),
      Stat.ERR_MSG_CANCELLED.name(),
      Stat.ERR_MSG_EXPIRED.name());

  private static final Set<String> FINAL = Set.of(Stat.ERR_MSG_LOST.name(), Stat.ERR_MSG_CANCELLED.name(), Stat.ERR_MSG_EXPIRED.name());

  public static Verdict of(String result) {
    Members members = Members.of(result);
    boolean isFailure = FAILURES.contains(members.stat);
    return new Verdict(isFailure ? Status.FAILED : Status.FINISHED, members.stat, result, isFailure ? members.reason() : "");
  }

  /** The same, for a handler that says its reason beside a reply that gives nothing but a code. */
  public Verdict because(String reason) {
    return status == Status.FAILED && exception.equals(stat) && !reason.isEmpty()
        ? new Verdict(status, stat, result, stat + ": " + reason)
        : this;
  }

  /** Whether another execution may have a better end. */
  public boolean isRetryable() {
    return !stat.equals(Stat.OK.name()) && !FINAL.contains(stat);
  }

  public static Verdict failed(Stat stat, String message) {
    return of(Json.write(Reply.refused(stat, message)));
  }

  /** @param why what became of the last attempt */
  public static Verdict lost(int attempts, String why) {
    return failed(Stat.ERR_MSG_LOST, "lost in " + attempts + " of " + attempts + " attempts, at last because " + why);
  }

  public static Verdict cancelled() {
    return failed(Stat.ERR_MSG_CANCELLED, "cancelled before its execution ended");
  }

  public static Verdict expired() {
    return failed(Stat.ERR_MSG_EXPIRED, "it waited longer than its ttl allows");
  }

  public static Verdict timedOut(int timeout) {
    return failed(Stat.ERR_MSG_TIMEOUT, "the execution took longer than " + timeout + " s");
  }

  /** The two members of a reply that matter here, found without building the reply. */
  private record Members(String stat, String message) {
    static Members of(String json) {
      String stat = "";
      String message = "";
      try (JsonParser in = Json.mapper().getFactory().createParser(json)) {
        if (in.nextToken() != JsonToken.START_OBJECT) {
          return new Members("", "");
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
          String name = in.currentName();
          boolean isText = in.nextToken() == JsonToken.VALUE_STRING;
          if (isText && name.equals("stat")) {
            stat = in.getText();
          } else if (isText && name.equals("message")) {
            message = in.getText();
          }
          in.skipChildren();
        }
        return new Members(stat, message);
      } catch (IOException e) {
        return new Members("", "");
      }
    }

    String reason() {
      return message.isEmpty() ? stat : stat + ": " + message;
    }
  }
}
