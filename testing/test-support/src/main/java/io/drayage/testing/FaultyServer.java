package io.drayage.testing;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/**
 * A proxy in front of a registry that speaks plain HTTP, truthful until it is told to misbehave:
 * {@code faulty.times(2, "GET", "/blobs/", new Fault.Status(503, "UNAVAILABLE"))}. The first fault
 * whose method and path match and that is not used up decides. The test that starts it closes it.
 * Safe for use by several threads.
 */
public final class FaultyServer implements AutoCloseable {
  private final RequestLog log = new RequestLog();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final FaultyAnswer answers;
  private final LoopbackServer server;

  private FaultyServer(URI target) {
    answers = new FaultyAnswer(new Forwarder(target));
    server = LoopbackServer.start(log, this::handle);
  }

  /** Starts one in front of a registry. */
  public static FaultyServer before(MemoryRegistry registry) {
    return before(registry.uri());
  }

  /** Starts one in front of {@code http://host:port}. */
  public static FaultyServer before(URI target) {
    return new FaultyServer(target);
  }

  /** What clients asked this server; what was let through is in the registry's own log, too. */
  public RequestLog log() {
    return log;
  }

  /** {@code 127.0.0.1:port}. */
  public String authority() {
    return server.authority();
  }

  public URI uri() {
    return URI.create("http://" + authority());
  }

  /** Misbehaves at every request with this method and this text in its path. */
  public FaultyServer always(String method, String pathPart, Fault fault) {
    return times(Integer.MAX_VALUE, method, pathPart, fault);
  }

  /** Misbehaves at the next one. */
  public FaultyServer once(String method, String pathPart, Fault fault) {
    return times(1, method, pathPart, fault);
  }

  /** Misbehaves at the next so many. */
  public FaultyServer times(int count, String method, String pathPart, Fault fault) {
    return times(count, (m, path) -> m.equals(method) && path.contains(pathPart), fault);
  }

  /** Misbehaves at the next so many requests whose method and path the condition accepts. */
  public FaultyServer times(int count, BiPredicate<String, String> condition, Fault fault) {
    rules.add(new Rule(new AtomicInteger(count), condition, fault));
    return this;
  }

  /** Is truthful from now on. */
  public void behave() {
    rules.clear();
  }

  /** Refuses connections from now on, as a server that is down. */
  public void refuseConnections() {
    server.close();
  }

  private void handle(HttpCall call) throws IOException {
    Optional<Fault> fault =
        rules.stream()
            .filter(rule -> rule.condition().test(call.method(), call.path()) && rule.use())
            .map(Rule::fault)
            .findFirst();
    answers.give(call, fault);
  }

  @Override
  public void close() {
    server.close();
  }

  private record Rule(AtomicInteger left, BiPredicate<String, String> condition, Fault fault) {
    boolean use() {
      return left.getAndUpdate(n -> n == 0 || n == Integer.MAX_VALUE ? n : n - 1) > 0;
    }
  }
}
