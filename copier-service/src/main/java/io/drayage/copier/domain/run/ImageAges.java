package io.drayage.copier.domain.run;

import io.drayage.copier.domain.run.Ages.Age;
import io.drayage.copier.domain.sync.AgeRule;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.ImageConfig;
import io.drayage.image.ImageIndex;
import io.drayage.image.ImageManifest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Manifest;
import io.drayage.image.RawManifest;
import io.drayage.image.Schema1Manifest;
import io.drayage.image.UnknownManifest;
import io.drayage.sync.BoundedWork;
import io.drayage.sync.SelectedImage;
import io.drayage.transport.BlobContent;
import io.drayage.transport.ImageSource;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses images by the time at which they were made: their annotation, or else their config says
 * it; an index is as old as its first image. One request for each image whose digest was seen
 * before, and at most four for another one. Thread-safe.
 */
public final class ImageAges {
  private static final String ANNOTATION = "org.opencontainers.image.created";

  private final Ages ages;
  private final InstantSource clock;
  private final int parallel;

  /**
   * @param parallel how many images are looked at at the same time
   */
  public ImageAges(Ages ages, InstantSource clock, int parallel) {
    this.ages = ages;
    this.clock = clock;
    this.parallel = parallel;
  }

  /**
   * Those that a rule means, in their order; one that does not say when it was made is none.
   *
   * @throws IOException when one of them cannot be asked
   */
  List<SelectedImage> select(AgeRule rule, List<SelectedImage> images)
      throws IOException, InterruptedException {
    @Nullable Instant[] made = new @Nullable Instant[images.size()];
    BoundedWork.forEach(
        images.size(), parallel, i -> made[i] = age(images.get(i)).made().orElse(null));
    Instant now = clock.instant();
    return IntStream.range(0, made.length)
        .filter(i -> made[i] != null && rule.admits(made[i], now))
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> made[i]).reversed())
        .limit(rule.latest().orElse(Integer.MAX_VALUE))
        .sorted()
        .map(images::get)
        .toList();
  }

  private Age age(SelectedImage image) throws IOException {
    try (ImageSource source = image.source().location().openSource(image.source().context())) {
      Optional<Digest> digest = source.resolve();
      Optional<Age> known = digest.flatMap(ages::find);
      if (known.isPresent()) {
        return known.get();
      }
      RawManifest manifest = source.manifest();
      Age age = new Age(made(source, manifest.parse()));
      ages.put(manifest.digest(), age);
      return age;
    } catch (InvalidFormatException e) {
      throw new IOException(
          "reading when %s was made: %s".formatted(image.source(), e.getMessage()), e);
    }
  }

  private static Optional<Instant> made(ImageSource source, Manifest manifest) throws IOException {
    return switch (manifest) {
      case ImageIndex index -> {
        Optional<Instant> annotated = annotated(index.annotations());
        yield annotated.isPresent() || index.manifests().isEmpty()
            ? annotated
            : ofChild(source, index.manifests().getFirst());
      }
      case ImageManifest image -> ofImage(source, image);
      case Schema1Manifest _, UnknownManifest _ -> Optional.empty();
    };
  }

  private static Optional<Instant> ofChild(ImageSource source, Descriptor child)
      throws IOException {
    return source.manifest(child).parse() instanceof ImageManifest image
        ? ofImage(source, image)
        : Optional.empty();
  }

  private static Optional<Instant> ofImage(ImageSource source, ImageManifest image)
      throws IOException {
    Optional<Instant> annotated = annotated(image.annotations());
    if (annotated.isPresent() || !image.isImage()) {
      return annotated;
    }
    try (BlobContent config = source.blob(image.config())) {
      return time(
          ImageConfig.parse(config.stream().readNBytes(RawManifest.MAXIMUM_SIZE + 1)).created());
    }
  }

  private static Optional<Instant> annotated(Map<String, String> annotations) {
    return time(annotations.get(ANNOTATION));
  }

  /** What is no time says nothing. */
  private static Optional<Instant> time(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
