package io.drayage.bundle;

import io.drayage.copy.BlobOutcome;
import io.drayage.copy.BlobProgressMeter;
import io.drayage.copy.CopyEnd;
import io.drayage.copy.CopyOptions;
import io.drayage.copy.CopyRequest;
import io.drayage.copy.ImageSelection;
import io.drayage.copy.ProgressEvent;
import io.drayage.copy.ProgressListener;
import io.drayage.copy.SourceApproval;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.Platform;
import io.drayage.sync.BoundedWork;
import io.drayage.transport.BlobContent;
import io.drayage.transport.local.PartialFile;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Makes bundles. Manifests are read first, several images at a time, and kept in memory; then it is
 * known where each blob goes, and blobs stream from their sources to their places. Thread-safe; the
 * methods block, and interrupting the thread cancels.
 */
public final class BundleCreation {
  private static final int PARALLEL_BLOBS = 8;

  /** What listeners are told: everything is taken as it is. */
  private static final CopyOptions COPY_OPTIONS =
      CopyOptions.forPlatform(Platform.of("linux", "amd64")).with(new ImageSelection.All());

  private final SourceApproval approval;
  private final ProgressListener listener;

  public BundleCreation(SourceApproval approval, ProgressListener listener) {
    this.approval = approval;
    this.listener = listener;
  }

  /**
   * Makes a bundle; the same request and the same images make the same bytes. Nothing has its name
   * before everything is there.
   *
   * @throws BundleException when the images cannot be in one bundle, or not in such parts
   */
  public BundleResult create(BundleRequest request) throws IOException, InterruptedException {
    checkPlace(request.file());
    try (GatheredImages gathered = GatheredImages.of(request, approval)) {
      Map<Digest, BundleItem> items = new LinkedHashMap<>();
      List<GatheredImage> images = gathered.images();
      images.forEach(image -> image.addManifests(items));
      PresumedBlobs presumed = PresumedBlobs.of(images, request.held());
      images.forEach(image -> image.addBlobs(items, presumed));
      BundleDraft draft =
          new BundleDraft(
              images.stream().map(GatheredImage::bundled).toList(),
              presumed.blobs(),
              presumed.buildsOn(),
              items.values().stream().map(BundleItem::descriptor).toList());
      Packing.Plan plan =
          Packing.plan(draft, request.maximumSize(), SignatureText.length(request.signer()));
      BundleContents contents = write(request, plan, List.copyOf(items.values()));
      return result(request, plan, contents, gathered);
    }
  }

  private static void checkPlace(Path file) throws BundleException {
    Path folder = PartialFile.parentOf(file);
    if (Files.isDirectory(file) || !Files.isDirectory(folder)) {
      throw new BundleException(
          "cannot write the bundle %s: it must be the name of a file in a folder that exists"
              .formatted(file));
    }
  }

  private BundleContents write(BundleRequest request, Packing.Plan plan, List<BundleItem> items)
      throws IOException, InterruptedException {
    try (BundleFiles files = BundleFiles.begin(request.file(), plan)) {
      BoundedWork.forEach(
          items.size(), PARALLEL_BLOBS, index -> write(items.get(index), files, request));
      return files.publish(contents -> SignatureText.of(contents, request.signer()));
    }
  }

  private static BundleResult result(
      BundleRequest request, Packing.Plan plan, BundleContents contents, GatheredImages gathered) {
    int count = contents.parts().size();
    List<Path> names =
        IntStream.rangeClosed(1, count)
            .mapToObj(number -> PartNames.of(request.file(), number, count))
            .toList();
    Digest bundle = Digest.of(BundleContentsText.padded(contents, plan.frame().contents()));
    List<String> problems =
        gathered.images().stream().flatMap(image -> image.problems().stream()).toList();
    return new BundleResult(bundle, contents, names, problems);
  }

  private void write(BundleItem item, BundleFiles files, BundleRequest request) throws IOException {
    switch (item) {
      case BundleItem.OfManifest(var manifest) ->
          files.put(manifest.digest(), new ByteArrayInputStream(manifest.bytes()));
      case BundleItem.OfBlob(var blob, var image) -> transfer(blob, image, files, request);
    }
  }

  private void transfer(
      Descriptor blob, GatheredImage image, BundleFiles files, BundleRequest request)
      throws IOException {
    CopyRequest copy = copyOf(image, request);
    listener.on(new ProgressEvent.BlobStarted(copy, blob));
    BlobProgressMeter meter = new BlobProgressMeter(copy, blob, listener);
    try (BlobContent content = image.source().blob(blob)) {
      files.put(blob.digest(), new Metered(content.stream(), meter));
    } catch (IOException e) {
      throw new BundleException(
          "blob %s of %s: %s".formatted(blob.digest(), image.source().location(), e.getMessage()),
          e);
    }
    listener.on(new ProgressEvent.BlobDone(copy, blob, BlobOutcome.TRANSFERRED));
  }

  private static CopyRequest copyOf(GatheredImage image, BundleRequest request) {
    return new CopyRequest(
        image.wanted().source(),
        new CopyEnd(
            new BundleLocation(request.file(), image.wanted().name()),
            image.wanted().source().context()),
        COPY_OPTIONS);
  }

  /** Tells how much of a stream was read. */
  private static final class Metered extends FilterInputStream {
    private final BlobProgressMeter meter;
    private long position;

    Metered(InputStream in, BlobProgressMeter meter) {
      super(in);
      this.meter = meter;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      if (count > 0) {
        position += count;
        meter.at(position);
      }
      return count;
    }
  }
}
