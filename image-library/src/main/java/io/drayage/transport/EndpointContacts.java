package io.drayage.transport;

import io.drayage.image.Descriptor;
import io.drayage.image.Reference;
import io.drayage.registries.explain.Contact;
import io.drayage.registries.explain.EndpointExplanation;
import io.drayage.registries.explain.EndpointExplanation.State;
import io.drayage.registries.explain.Explanation;
import io.drayage.registries.explain.ImageExplanation;
import io.drayage.registry.RegistryClient;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.RegistryEndpoint;
import io.drayage.registry.RequestObserver;
import io.drayage.registry.RequestQuota;
import io.drayage.registry.RetryPolicy;
import io.drayage.transport.RegistryRouting.Route;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks the places of explanations for the manifests: one HEAD each, without a second attempt.
 * Places that are blocked, excluded or left out are not asked. Thread-safe; closing it closes the
 * connections.
 */
public final class EndpointContacts implements AutoCloseable {
  private final RegistryRouting routing;
  private final RegistryClientOptions options;
  private final ConcurrentHashMap<RegistryEndpoint, Line> lines = new ConcurrentHashMap<>();

  private EndpointContacts(RegistryRouting routing, RegistryClientOptions options) {
    this.routing = routing;
    this.options = options.withRetry(RetryPolicy.none());
  }

  /**
   * Connects by the routing that the explanations are about; nothing is contacted yet.
   *
   * @param options their retries are not used
   */
  public static EndpointContacts open(RegistryRouting routing, RegistryClientOptions options) {
    return new EndpointContacts(routing, options);
  }

  /**
   * Asks all places of all explanations at once, as far as the permits of the options allow.
   *
   * @return the explanations with what was answered, in the same order
   * @throws IOException when it is interrupted, or the routing fails where the explanation does not
   */
  public List<Explanation> ask(List<Explanation> explanations) throws IOException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Pending> pending = new ArrayList<>();
      for (Explanation explanation : explanations) {
        pending.add(start(executor, explanation));
      }
      List<Explanation> answered = new ArrayList<>();
      for (Pending one : pending) {
        answered.add(one.finished());
      }
      return answered;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("interrupted while contacting registries").initCause(e);
    }
  }

  private Pending start(ExecutorService executor, Explanation explanation) throws IOException {
    List<List<Future<EndpointExplanation>>> images = new ArrayList<>();
    for (ImageExplanation image : explanation.images()) {
      List<Future<EndpointExplanation>> endpoints = new ArrayList<>();
      for (Callable<EndpointExplanation> task : tasks(image)) {
        endpoints.add(executor.submit(task));
      }
      images.add(endpoints);
    }
    return new Pending(explanation, images);
  }

  private List<Callable<EndpointExplanation>> tasks(ImageExplanation image) throws IOException {
    boolean any = !image.asked().isEmpty();
    Iterator<Route> routes =
        any ? routing.forReading(image.reference()).iterator() : List.<Route>of().iterator();
    List<Callable<EndpointExplanation>> tasks = new ArrayList<>();
    for (EndpointExplanation endpoint : image.endpoints()) {
      if (!any || endpoint.place().reference().isEmpty()) {
        tasks.add(() -> endpoint);
        continue;
      }
      Route route = routes.next();
      boolean open = endpoint.state() == State.ASKED && route.refusal().isEmpty();
      tasks.add(() -> open ? endpoint.with(contact(route)) : endpoint);
    }
    return tasks;
  }

  private Contact contact(Route route) throws IOException {
    Line line = lines.computeIfAbsent(route.endpoint(), this::connect);
    Reference reference = route.reference();
    long begin = System.nanoTime();
    try {
      Optional<Descriptor> found = line.client().headManifest(reference);
      return new Contact(
          since(begin),
          found.map(Descriptor::digest),
          found.isPresent() ? Optional.empty() : Optional.of("manifest unknown: " + reference),
          line.quota());
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      return new Contact(
          since(begin),
          Optional.empty(),
          Optional.of(String.valueOf(e.getMessage())),
          line.quota());
    }
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private Line connect(RegistryEndpoint endpoint) {
    QuotaMemory memory = new QuotaMemory();
    return new Line(RegistryClient.open(endpoint, options.withObserver(memory)), memory);
  }

  @Override
  public void close() {
    lines.values().forEach(line -> line.client().close());
  }

  private record Line(RegistryClient client, QuotaMemory memory) {
    Optional<Contact.Quota> quota() {
      return memory.latest.map(
          quota -> new Contact.Quota(quota.limit(), quota.remaining(), quota.window()));
    }
  }

  /** Keeps the latest quota of one registry. */
  private static final class QuotaMemory implements RequestObserver {
    private volatile Optional<RequestQuota> latest = Optional.empty();

    @Override
    public void finished(FinishedRequest request) {}

    @Override
    public void quota(String host, RequestQuota quota) {
      latest = Optional.of(quota);
    }
  }

  private record Pending(Explanation explanation, List<List<Future<EndpointExplanation>>> images) {

    Explanation finished() throws IOException, InterruptedException {
      List<ImageExplanation> answered = new ArrayList<>();
      Iterator<List<Future<EndpointExplanation>>> endpoints = images.iterator();
      for (ImageExplanation image : explanation.images()) {
        List<EndpointExplanation> asked = new ArrayList<>();
        for (Future<EndpointExplanation> endpoint : endpoints.next()) {
          asked.add(result(endpoint));
        }
        answered.add(image.with(asked));
      }
      return explanation.with(answered);
    }

    private static EndpointExplanation result(Future<EndpointExplanation> endpoint)
        throws IOException, InterruptedException {
      try {
        return endpoint.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException cause) {
          throw cause;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }
}
