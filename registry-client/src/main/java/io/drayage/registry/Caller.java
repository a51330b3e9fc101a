package io.drayage.registry;

import io.drayage.image.Credential;
import io.drayage.registry.address.RefusedAddressException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Sends what the endpoints ask for: to the right origin, in its turn, with proof and patience. */
final class Caller implements AutoCloseable {
  private final RegistryEndpoint endpoint;
  private final RegistryClientOptions options;
  private final Wire wire;
  private final Retries retries;
  private final Pace pace;
  private final HostGate gate;
  private final Credentials credentials;
  private final Spending spending;
  private final Redirects redirects;
  private final Authorizer authorizer;
  private final ReentrantLock probing = new ReentrantLock();
  private volatile @Nullable Origin origin;

  Caller(RegistryEndpoint endpoint, RegistryClientOptions options) {
    this.endpoint = endpoint;
    this.options = options;
    this.wire = new Wire(HttpStack.open(endpoint, options), options);
    this.retries = new Retries(options);
    this.pace = new Pace(retries, options);
    this.gate = new HostGate(options.permits(), endpoint.host(), options.shared().permits());
    this.credentials = new Credentials(endpoint);
    this.spending = new Spending(endpoint, credentials, options.shared().budget());
    this.redirects = new Redirects(wire);
    TokenServer server = new TokenServer(redirects, retries, options, endpoint.tls());
    this.authorizer = new Authorizer(redirects, new TokenCache(server, options), credentials);
  }

  Authorizer authorizer() {
    return authorizer;
  }

  HostGate gate() {
    return gate;
  }

  Retries retries() {
    return retries;
  }

  RegistryClientOptions options() {
    return options;
  }

  /** Where the pieces of blobs wait when they must not pass as fast as they can. */
  Toll toll(Direction direction) {
    Bandwidth bandwidth = options.shared().bandwidth();
    if (bandwidth.equals(Bandwidth.UNLIMITED)) {
      return Toll.FREE;
    }
    return bytes -> {
      try {
        bandwidth.pass(endpoint.host(), direction, bytes);
      } catch (InterruptedException e) {
        throw Interruption.during("waiting for bandwidth", e);
      }
    };
  }

  /** The answer, whatever its status; the caller closes it. */
  Answer send(Call call) throws IOException {
    spending.before(call);
    Payload payload = call.payload();
    boolean repeatable = payload == null || payload.repeatable();
    return retries.send(call.what(), endpoint.host().value(), repeatable, () -> attempt(call));
  }

  private Answer attempt(Call call) throws IOException {
    pace.await();
    HostGate.Permit permit = gate.enter(call.weight());
    try {
      Origin registry = origin();
      URI address = call.address();
      URI uri = address == null ? registry.resolve(call.path()) : address;
      var outgoing = new Outgoing(call.kind(), call.method(), uri, call.headers(), call.payload());
      Answer answer = authorizer.send(outgoing, call, registry);
      answer.holding(permit);
      return observed(call, answer);
    } catch (IOException | RuntimeException e) {
      permit.close();
      throw e;
    }
  }

  private Answer observed(Call call, Answer answer) throws IOException {
    try {
      pace.observe(answer);
      spending.after(call, answer);
    } catch (IOException | RuntimeException e) {
      answer.abort();
      throw e;
    }
    if (call.kind() == RequestObserver.Kind.BLOB) {
      answer.passing(toll(Direction.DOWNLOAD));
    }
    return answer;
  }

  /** The answer to a request that is not for the registry: it carries no credential. */
  Answer sendElsewhere(Outgoing outgoing, String what) throws IOException {
    return retries.send(
        what,
        Origin.of(outgoing.uri()).authority(),
        outgoing.repeatable(),
        () -> redirects.send(outgoing));
  }

  /** The exception for an answer that is none of the good ones; closes it. */
  IOException failure(Call call, Answer answer) throws IOException {
    if (answer.status() != 401) {
      return Failures.of(call.what(), answer);
    }
    Credential credential = credentials.of(call.repository());
    String hint =
        credential instanceof Credential.Anonymous
            ? "; no credential is known for it, log in first"
            : "; the credential was not accepted";
    String message = Failures.message(call.what(), answer, ErrorBody.readAndClose(answer)) + hint;
    boolean tooWeak =
        Challenge.parse(answer.headers("WWW-Authenticate"))
            .map(c -> c instanceof Challenge.Bearer b && b.error().equals("insufficient_scope"))
            .orElse(false);
    return tooWeak
        ? new RegistryException.Denied(message)
        : new RegistryException.Unauthorized(message);
  }

  private Origin origin() throws IOException {
    Origin known = origin;
    if (known != null) {
      return known;
    }
    try {
      probing.lockInterruptibly();
    } catch (InterruptedException e) {
      throw Interruption.during("waiting for the first connection", e);
    }
    try {
      Origin already = origin;
      if (already != null) {
        return already;
      }
      Origin found = findOrigin();
      origin = found;
      return found;
    } finally {
      probing.unlock();
    }
  }

  private Origin findOrigin() throws IOException {
    Origin https = Origin.of("https", endpoint.host());
    if (endpoint.tls().verification() == TlsVerification.REQUIRED) {
      return https;
    }
    String scheme =
        new ProxyRoutes(options.proxy()).proxyFor(https).isPresent()
            ? schemeBehindProxy(https)
            : SchemeProbe.schemeOf(https, options);
    return scheme.equals("https") ? https : Origin.of(scheme, endpoint.host());
  }

  /** A proxy lets no bytes of ours through but those of a whole request. */
  private String schemeBehindProxy(Origin https) throws IOException {
    var ping =
        new Outgoing(RequestObserver.Kind.PING, "GET", https.resolve("/v2/"), Map.of(), null);
    try (Answer answer = wire.send(ping)) {
      // What else comes is the proxy's own, which could not connect.
      return switch (answer.status()) {
        case 200, 401, 404, 429 -> "https";
        default -> "http";
      };
    } catch (Interruption | RefusedAddressException e) {
      throw e;
    } catch (IOException e) {
      return "http";
    }
  }

  @Override
  public void close() {
    wire.close();
  }
}
