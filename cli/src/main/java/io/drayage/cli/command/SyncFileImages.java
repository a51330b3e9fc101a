package io.drayage.cli.command;

import io.drayage.bundle.BundleException;
import io.drayage.bundle.WantedImage;
import io.drayage.copy.BlobLocationsInMemory;
import io.drayage.copy.Copier;
import io.drayage.copy.CopyOptions;
import io.drayage.copy.CopyRequest;
import io.drayage.copy.ImageSelection;
import io.drayage.copy.ProgressListener;
import io.drayage.image.Platform;
import io.drayage.sync.Sync;
import io.drayage.sync.SyncContexts;
import io.drayage.sync.SyncDestination;
import io.drayage.sync.SyncListener;
import io.drayage.sync.SyncNaming;
import io.drayage.sync.SyncNaming.Scope;
import io.drayage.sync.SyncPlan;
import io.drayage.sync.SyncRequest;
import io.drayage.sync.SyncSource;
import io.drayage.transport.DockerLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The images that a sync file asks for, as images of a bundle. */
final class SyncFileImages {
  private static final CopyOptions ALL =
      CopyOptions.forPlatform(Platform.of("linux", "amd64")).with(new ImageSelection.All());

  private SyncFileImages() {}

  /**
   * Finds them, with one tag list for each repository whose tags are chosen.
   *
   * @param listener is told of entries that are wrong
   * @throws BundleException when one of them is
   */
  static List<WantedImage> read(Path file, SyncContexts contexts, SyncListener listener)
      throws IOException, InterruptedException {
    // Planning gives each image a place of its own; nothing is written there.
    SyncRequest request =
        new SyncRequest(
            SyncSource.parse("yaml", file.toString()),
            new SyncDestination(SyncDestination.Kind.DIR, "/"),
            new SyncNaming(Scope.FULL_PATH, ""),
            ALL);
    Sync sync =
        new Sync(
            Copier.create(new BlobLocationsInMemory(), ProgressListener.NONE),
            ImageNames.known(),
            contexts,
            listener,
            InstantSource.system());
    SyncPlan plan = sync.plan(request);
    if (plan.hasErrors()) {
      throw new BundleException(
          "no bundle is made, because %s cannot be followed: correct what was reported"
              .formatted(file));
    }
    List<WantedImage> images = new ArrayList<>();
    for (CopyRequest image : plan.images()) {
      if (!image.options().equals(ALL)) {
        throw new BundleException(
            "%s asks for some platforms of %s, and a bundle takes all or one (--multi-arch system)"
                .formatted(file, image.source()));
      }
      if (image.source().location() instanceof DockerLocation docker) {
        images.add(new WantedImage(docker.reference(), image.source()));
      }
    }
    return images;
  }
}
