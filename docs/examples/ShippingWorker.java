import io.butterfly.queue.Message;
import io.butterfly.queue.Options;
import io.butterfly.queue.Queue;
import io.butterfly.worker.Worker;
import java.time.Duration;
import java.util.Map;

/**
 * A worker and a publisher. With everything running on one machine (run.sh):
 *
 * <pre>docs/examples/run-worker.sh</pre>
 *
 * Elsewhere it needs Java 21 or later, and common-api, Jackson and SLF4J on the class path; the argument is the address of the gateway or of BaiChuan.
 */
public class ShippingWorker {
  record Order(String address, int boxes) {}

  public static void main(String[] args) throws Exception {
    String baichuan = args.length > 0 ? args[0] : "http://127.0.0.1:8585";

    // A service keeps its worker open; close() lets what runs end, and gives back what does not end within 10 seconds.
    try (Worker worker = Worker.at(baichuan)
        .handle("/example/ship", invocation -> {
          Order order = invocation.params(Order.class);
          return Map.of("stat", "OK", "data", Map.of("label", order.address() + " x" + order.boxes()));
        })
        .concurrency(20)
        .drainPatience(Duration.ofSeconds(10))
        .start()) {

      // Another process would do this. The same order is not queued twice: its number is the message's id.
      Queue orders = Queue.at(baichuan, "/example/ship");
      Message message = orders.enqueue(
          new Order("Wagner Street 7", 3),
          Options.DEFAULTS.taskId("order-" + System.nanoTime()).resultTtl(Duration.ofMinutes(15)).timeout(Duration.ofSeconds(30)));

      if (message.await(Duration.ofSeconds(60))) {
        System.out.println(message.id() + " " + message.stat() + " " + message.result().orElseThrow() + " in " + message.cost() + " s");
      } else {
        System.out.println(message.id() + " is still " + message.status());
      }
    }
  }
}
