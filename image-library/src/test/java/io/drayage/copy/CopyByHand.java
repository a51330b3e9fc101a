package io.drayage.copy;

import io.drayage.image.Credential;
import io.drayage.image.Platform;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.RequestObserver;
import io.drayage.registry.TlsSettings;
import io.drayage.transport.DockerTransport;
import io.drayage.transport.RegistryAccess;
import io.drayage.transport.RegistryRouting;
import io.drayage.transport.TransportContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Copies from one plain registry to another, to be measured: {@code SOURCE DESTINATION}. */
final class CopyByHand {
  private CopyByHand() {}

  public static void main(String[] arguments) throws Exception {
    long start = System.nanoTime();
    Map<String, Integer> requests = new ConcurrentHashMap<>();
    RequestObserver counter =
        r ->
            requests.merge(
                r.host() + " " + r.method() + " " + r.kind() + " " + r.status(), 1, Integer::sum);
    RegistryRouting routing =
        RegistryRouting.direct(TlsSettings.unverified(), new Credential.Anonymous());
    RegistryClientOptions options = RegistryClientOptions.standard().withObserver(counter);
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (RegistryAccess from = RegistryAccess.open(routing, options);
        RegistryAccess to = RegistryAccess.open(routing, options)) {
      CopyResult result =
          Copier.create(new BlobLocationsInMemory(), ProgressListener.NONE)
              .copy(
                  new CopyRequest(
                      new CopyEnd(
                          DockerTransport.INSTANCE.parse(arguments[0]),
                          new TransportContext(from, temporary, Optional.empty())),
                      new CopyEnd(
                          DockerTransport.INSTANCE.parse(arguments[1]),
                          new TransportContext(to, temporary, Optional.empty())),
                      CopyOptions.forPlatform(Platform.of("linux", "amd64"))));
      System.out.printf(
          "%s %s %s in %d ms%n",
          result.outcome(),
          result.digest(),
          result.counts(),
          (System.nanoTime() - start) / 1_000_000);
    }
    if (arguments.length > 2) {
      new TreeMap<>(requests).forEach((key, count) -> System.out.println(count + " " + key));
    }
  }
}
