package io.drayage.copy;

import io.drayage.image.Credential;
import io.drayage.image.Platform;
import io.drayage.registry.ChunkRule;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.RequestObserver;
import io.drayage.registry.TlsSettings;
import io.drayage.transport.DockerTransport;
import io.drayage.transport.RegistryAccess;
import io.drayage.transport.RegistryRouting;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Copies an image with a journal in a folder and prints how many bytes of uploads it sent. */
final class CopyingProcess {
  private CopyingProcess() {}

  public static void main(String[] arguments) throws IOException {
    AtomicLong sent = new AtomicLong();
    RequestObserver counting =
        request -> {
          if (request.kind() == RequestObserver.Kind.UPLOAD) {
            sent.addAndGet(request.sent());
          }
        };
    Path journal = Path.of(arguments[2]);
    try (RegistryAccess access =
        RegistryAccess.open(
            RegistryRouting.direct(TlsSettings.unverified(), new Credential.Anonymous()),
            RegistryClientOptions.standard().withObserver(counting))) {
      TransportContext context = new TransportContext(access, journal, Optional.empty());
      CopyMemory memory =
          new CopyMemory(
              new BlobLocationsInMemory(), new TransferJournalFolder(journal), ChunkRule.STANDARD);
      Copier.create(memory, SourceApproval.EVERYTHING, ProgressListener.NONE)
          .copy(
              new CopyRequest(
                  new CopyEnd(DockerTransport.INSTANCE.parse("//" + arguments[0]), context),
                  new CopyEnd(DockerTransport.INSTANCE.parse("//" + arguments[1]), context),
                  CopyOptions.forPlatform(Platform.of("linux", "amd64"))));
    }
    System.out.println(sent.get());
  }
}
