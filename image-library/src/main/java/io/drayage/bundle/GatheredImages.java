package io.drayage.bundle;

import io.drayage.copy.ImageApproval;
import io.drayage.copy.SourceApproval;
import io.drayage.sync.BoundedWork;
import io.drayage.transport.ImageSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The images of a bundle that is being made, with their sources open. */
final class GatheredImages implements Closeable {
  private static final int PARALLEL_IMAGES = 16;

  private final List<ImageSource> sources = new ArrayList<>();
  private final List<GatheredImage> images = new ArrayList<>();

  private GatheredImages() {}

  static GatheredImages of(BundleRequest request, SourceApproval approval)
      throws IOException, InterruptedException {
    GatheredImages gathered = new GatheredImages();
    boolean complete = false;
    try {
      gathered.read(sorted(request.images()), request, approval);
      complete = true;
      return gathered;
    } finally {
      if (!complete) {
        gathered.close();
      }
    }
  }

  /** Sorted by name, so that the order of asking does not count; each once. */
  private static List<WantedImage> sorted(List<WantedImage> images) throws BundleException {
    Map<String, WantedImage> byName = new LinkedHashMap<>();
    for (WantedImage image : images) {
      WantedImage other = byName.putIfAbsent(image.name().toString(), image);
      if (other != null && !other.source().location().equals(image.source().location())) {
        throw new BundleException(
            "%s and %s would both be called %s in the bundle: give one of them another name"
                .formatted(other.source(), image.source(), image.name()));
      }
    }
    if (byName.isEmpty()) {
      throw new BundleException("there is no image for the bundle");
    }
    return byName.values().stream()
        .sorted(Comparator.comparing(image -> image.name().toString()))
        .toList();
  }

  private void read(List<WantedImage> wanted, BundleRequest request, SourceApproval approval)
      throws IOException, InterruptedException {
    AtomicReferenceArray<GatheredImage> read = new AtomicReferenceArray<>(wanted.size());
    BoundedWork.forEach(
        wanted.size(),
        PARALLEL_IMAGES,
        index -> {
          WantedImage image = wanted.get(index);
          ImageApproval approved = approval.approve(image.source().location());
          GatheredImage gathered = ImageGathering.gather(image, open(image), request);
          gathered.require(approved);
          read.set(index, gathered);
        });
    for (int i = 0; i < read.length(); i++) {
      images.add(read.get(i));
    }
  }

  private ImageSource open(WantedImage image) throws IOException {
    ImageSource source = image.source().location().openSource(image.source().context());
    synchronized (sources) {
      sources.add(source);
    }
    return source;
  }

  /** In the order of their names. */
  List<GatheredImage> images() {
    return images;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (ImageSource source : sources) {
      try {
        source.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
