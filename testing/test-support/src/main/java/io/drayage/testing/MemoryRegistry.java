package io.drayage.testing;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.RegistryHost;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A whole registry of the OCI distribution specification 1.1 inside the test's process: plain HTTP
 * on a free port of the loopback interface, everything in memory. It is strict where real ones are
 * (upload sessions must be continued at the newest {@code Location}, manifests need their content)
 * and has a {@link RegistrySwitch} for each way in which real ones differ. It writes down every
 * request. It serves as an HTTP proxy, too, in which all hosts have the same content and none
 * speaks TLS: {@link RecordedRequest#host} tells which one was meant. The test that starts it
 * closes it. Safe for use by several threads.
 */
public final class MemoryRegistry implements AutoCloseable {

  private final RequestLog log = new RequestLog();
  private final RegistryState state;
  private final Optional<TokenEndpoint> tokens;
  private final AccessGate gate;
  private final ManifestEndpoints manifests;
  private final BlobEndpoints blobs;
  private final UploadEndpoints uploads;
  private final ListEndpoints lists;
  private final LoopbackServer server;
  private volatile Duration latency = Duration.ZERO;

  private MemoryRegistry(RegistrySettings settings) {
    state = new RegistryState(settings);
    tokens =
        settings.authentication() instanceof Authentication.Bearer bearer
            ? Optional.of(new TokenEndpoint(bearer))
            : Optional.empty();
    gate = new AccessGate(settings.authentication(), tokens);
    manifests = new ManifestEndpoints(state);
    blobs = new BlobEndpoints(state);
    uploads = new UploadEndpoints(state);
    lists = new ListEndpoints(state);
    server = LoopbackServer.start(log, this::handle);
  }

  /** Starts one that is open to all and has every switch off. */
  public static MemoryRegistry start() {
    return start(RegistrySettings.ideal());
  }

  public static MemoryRegistry start(RegistrySettings settings) {
    return new MemoryRegistry(settings);
  }

  /** {@code 127.0.0.1:port}, as it stands in references. */
  public String authority() {
    return server.authority();
  }

  public RegistryHost host() {
    return RegistryHost.parse(authority());
  }

  /** {@code http://127.0.0.1:port}, without a slash at the end. */
  public URI uri() {
    return URI.create("http://" + authority());
  }

  public RequestLog log() {
    return log;
  }

  /** The token endpoint of a registry that was started with {@link Authentication.Bearer}. */
  public TokenEndpoint tokens() {
    return tokens.orElseThrow(
        () -> new IllegalStateException("this registry does not use bearer tokens"));
  }

  /** Lets every request wait before it is looked at, as a registry that is far away. */
  public void slowDown(Duration wait) {
    latency = wait;
  }

  public void switchOn(RegistrySwitch one) {
    state.set(one);
  }

  public void switchOff(RegistrySwitch one) {
    state.unset(one);
  }

  /** Upload sessions that were neither finished nor cancelled. */
  public Set<String> openUploads() {
    return new TreeSet<>(state.uploads.keySet());
  }

  /** Drops all upload sessions, as a registry does that restarts or is impatient. */
  public void forgetUploads() {
    state.uploads.clear();
  }

  /** Puts a blob there without a request. */
  public Descriptor putBlob(String repository, Content content) {
    state.repository(repository).blobs.put(content.digest(), content);
    return new Descriptor(MediaType.OCTET_STREAM, content.digest(), content.length());
  }

  /** Puts a blob under a digest that it does not have. */
  public void putWrongBlob(String repository, Digest digest, Content content) {
    state.repository(repository).blobs.put(digest, content);
  }

  /** Puts a manifest there without a request and without checks. */
  public Descriptor putManifest(String repository, RawManifest manifest, String... tags) {
    RepositoryContent content = state.repository(repository);
    content.manifests.put(manifest.digest(), manifest);
    for (String tag : tags) {
      content.tags.put(tag, manifest.digest());
    }
    return manifest.descriptor();
  }

  /** Puts a manifest under a digest that it does not have. */
  public void putWrongManifest(String repository, Digest digest, RawManifest manifest) {
    state.repository(repository).manifests.put(digest, manifest);
  }

  /** A manifest by tag or digest. */
  public Optional<RawManifest> manifest(String repository, String reference) {
    return state.existing(repository).flatMap(r -> r.manifest(reference));
  }

  public Optional<Content> blob(String repository, Digest digest) {
    return state.existing(repository).map(r -> r.blobs.get(digest));
  }

  /** Removes a blob without a request, so that manifests lose their content. */
  public void dropBlob(String repository, Digest digest) {
    state.existing(repository).ifPresent(r -> r.blobs.remove(digest));
  }

  public Set<Digest> blobs(String repository) {
    return state.existing(repository).map(r -> Set.copyOf(r.blobs.keySet())).orElse(Set.of());
  }

  public Set<Digest> manifests(String repository) {
    return state.existing(repository).map(r -> Set.copyOf(r.manifests.keySet())).orElse(Set.of());
  }

  /** The tags of a repository, sorted; empty when there is no such repository. */
  public List<String> tags(String repository) {
    return state.existing(repository).map(r -> List.copyOf(r.tags.keySet())).orElse(List.of());
  }

  /** Repositories that hold anything, sorted. */
  public List<String> repositories() {
    return List.copyOf(state.repositories.keySet());
  }

  private void await() throws InterruptedIOException {
    Duration wait = latency;
    if (wait.isPositive()) {
      try {
        Thread.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the registry ends");
      }
    }
  }

  private void handle(HttpCall call) throws IOException {
    await();
    if (call.method().equals("CONNECT")) {
      call.error(502, "UNSUPPORTED", "no tunnels");
      return;
    }
    Route route = Route.of(call.path());
    if (!gate.admits(call, route.scopes(call))) {
      return;
    }
    call.set("Docker-Distribution-Api-Version", "registry/2.0");
    boolean reads = call.method().equals("GET") || call.isHead();
    if (!reads && state.is(RegistrySwitch.READ_ONLY)) {
      call.error(405, "UNSUPPORTED", "the operation is unsupported");
      return;
    }
    switch (route.endpoint()) {
      case BASE -> call.json(200, Map.of());
      case CATALOG -> lists.catalog(call);
      case MANIFEST -> manifests.handle(call, route.repository(), route.reference());
      case UPLOADS -> uploads.open(call, route.repository());
      case UPLOAD -> uploads.handle(call, route.repository(), route.reference());
      case BLOB -> blobs.handle(call, route.repository(), route.reference());
      case TAGS -> lists.tags(call, route.repository());
      case REFERRERS -> lists.referrers(call, route.repository(), route.reference());
      case UNKNOWN -> call.error(404, "NOT_FOUND", "404 page not found");
    }
  }

  @Override
  public void close() {
    server.close();
    tokens.ifPresent(TokenEndpoint::close);
  }
}
