package io.drayage.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.registry.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every place for images does in the same way. Each transport's test extends this. */
public abstract class ImageTransportContract {

  /** The place that is tested: the same at every call within a test, and empty at first. */
  protected abstract ImageLocation location();

  protected abstract TransportContext context();

  /** An image that the place takes as it is. */
  protected abstract TestImage image(long seed);

  /** Whether an image may be written where one is. */
  protected boolean replaces() {
    return true;
  }

  /** Whether a destination knows what is there already, and keeps blobs for the next copy. */
  protected boolean remembers() {
    return true;
  }

  /** Whether the bytes of a manifest are kept; an archive of docker save makes new ones. */
  protected boolean keepsManifests() {
    return true;
  }

  private static byte[] read(ImageSource source, Descriptor blob) throws IOException {
    try (BlobContent content = source.blob(blob)) {
      return content.stream().readAllBytes();
    }
  }

  private void assertHolds(TestImage image) throws IOException {
    try (ImageSource source = location().openSource(context())) {
      if (keepsManifests()) {
        assertThat(source.manifest()).isEqualTo(image.manifest());
        assertThat(source.manifest()).isEqualTo(image.manifest());
        assertThat(source.resolve()).contains(image.manifest().digest());
      }
      for (RawManifest child : image.children()) {
        assertThat(source.manifest(child.descriptor())).isEqualTo(child);
      }
      for (Descriptor blob : image.blobs().keySet()) {
        assertThat(read(source, blob)).isEqualTo(image.content(blob));
      }
    }
  }

  @Test
  protected void printsToWhatItParsesFrom() {
    ImageLocation location = location();
    String name = location.transport().name() + ":";

    assertThat(location.toString()).startsWith(name);
    assertThat(location.transport().parse(location.toString().substring(name.length())))
        .isEqualTo(location)
        .hasSameHashCodeAs(location);
  }

  @Test
  void givesBackTheBytesItWasGiven() throws IOException {
    TestImage image = image(1);

    image.write(location(), context());

    assertHolds(image);
  }

  @Test
  void keepsAnIndexAndItsImages() throws IOException {
    TestImage index = TestImage.index(1, TestImage.Kind.OCI);
    try (ImageDestination destination = location().openDestination(context())) {
      assumeThat(destination.accepts(MediaType.OCI_INDEX)).isTrue();
    }

    index.write(location(), context());

    assertHolds(index);
  }

  @Test
  void resolvesToTheDigestThatWasCommitted() throws IOException {
    assumeThat(remembers()).isTrue();
    TestImage image = image(1);

    image.write(location(), context());

    try (ImageDestination destination = location().openDestination(context())) {
      assertThat(destination.resolve()).contains(image.manifest().digest());
    }
  }

  @Test
  void resolvesToNothingWhenNothingIsThere() throws IOException {
    try (ImageDestination destination = location().openDestination(context())) {
      assertThat(destination.resolve()).isEmpty();
    }
  }

  @Test
  void knowsWhichBlobsItHas() throws IOException {
    TestImage image = image(1);
    Descriptor blob = image.blobs().keySet().iterator().next();
    try (ImageDestination destination = location().openDestination(context())) {
      assertThat(destination.hasBlob(blob)).isFalse();

      destination.putBlob(blob, Body.of(image.content(blob)));

      assertThat(destination.hasBlob(blob)).isTrue();
    }
  }

  @Test
  void knowsWhichManifestsItHas() throws IOException {
    TestImage index = TestImage.index(1, TestImage.Kind.OCI);
    RawManifest child = index.children().getFirst();
    try (ImageDestination destination = location().openDestination(context())) {
      assumeThat(destination.accepts(MediaType.OCI_INDEX)).isTrue();
      assertThat(destination.hasManifest(child.digest())).isFalse();

      destination.putManifest(child);

      assertThat(destination.hasManifest(child.digest())).isTrue();
    }
  }

  @Test
  void showsNothingBeforeTheCommit() throws IOException {
    TestImage image = image(1);
    try (ImageDestination destination = location().openDestination(context())) {
      image.putContent(destination);

      assertThatThrownBy(
              () -> {
                try (ImageSource source = location().openSource(context())) {
                  source.manifest();
                }
              })
          .isInstanceOf(ContentNotFoundException.class);
      destination.commit(image.manifest());
    }
    assertHolds(image);
  }

  @Test
  void keepsTheOldImageWhenTheCopyIsGivenUp() throws IOException {
    assumeThat(replaces()).isTrue();
    TestImage old = image(1);
    old.write(location(), context());

    try (ImageDestination destination = location().openDestination(context())) {
      image(2).putContent(destination);
    }

    assertHolds(old);
  }

  @Test
  void showsTheOldImageUntilTheCommit() throws IOException {
    assumeThat(replaces()).isTrue();
    TestImage old = image(1);
    TestImage replacement = image(2);
    old.write(location(), context());

    try (ImageDestination destination = location().openDestination(context())) {
      replacement.putContent(destination);
      assertHolds(old);
      destination.commit(replacement.manifest());
    }

    assertHolds(replacement);
  }

  @Test
  void usesBlobsAgainThatArrivedInACopyThatWasGivenUp() throws IOException {
    assumeThat(remembers()).isTrue();
    TestImage image = image(1);
    try (ImageDestination destination = location().openDestination(context())) {
      image.putContent(destination);
    }

    try (ImageDestination destination = location().openDestination(context())) {
      for (Descriptor blob : image.blobs().keySet()) {
        assertThat(destination.hasBlob(blob)).isTrue();
      }
      destination.commit(image.manifest());
    }
    assertHolds(image);
  }

  @Test
  void saysThatAnImageIsNotThere() {
    assertThatThrownBy(
            () -> {
              try (ImageSource source = location().openSource(context())) {
                source.manifest();
              }
            })
        .isInstanceOf(ContentNotFoundException.class);
  }

  @Test
  void saysThatABlobIsNotThere() throws IOException {
    image(1).write(location(), context());
    var missing = new Descriptor(MediaType.OCTET_STREAM, Digest.of(new byte[] {1}), 1);

    try (ImageSource source = location().openSource(context())) {
      assertThatThrownBy(() -> read(source, missing))
          .isInstanceOf(ContentNotFoundException.class)
          .hasMessageContaining(missing.digest().hex());
    }
  }

  @Test
  void refusesABlobWithAnotherDigest() throws IOException {
    var blob = new Descriptor(MediaType.OCTET_STREAM, Digest.of(new byte[] {1}), 1);
    try (ImageDestination destination = location().openDestination(context())) {
      assertThatThrownBy(() -> destination.putBlob(blob, Body.of(new byte[] {2})))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("digest");

      assertThat(destination.hasBlob(blob)).isFalse();
    }
  }

  @Test
  void refusesABlobWithAnotherSize() throws IOException {
    byte[] content = {1, 2, 3};
    for (long size : List.of(2L, 4L)) {
      var blob = new Descriptor(MediaType.OCTET_STREAM, Digest.of(content), size);
      try (ImageDestination destination = location().openDestination(context())) {
        assertThatThrownBy(() -> destination.putBlob(blob, Body.of(content)))
            .isInstanceOf(IOException.class);

        assertThat(destination.hasBlob(blob)).isFalse();
      }
    }
  }

  @Test
  void takesTheSameContentTwice() throws IOException {
    TestImage image = image(1);
    try (ImageDestination destination = location().openDestination(context())) {
      image.putContent(destination);
      image.putContent(destination);
      destination.commit(image.manifest());
    }

    assertHolds(image);
  }

  @Test
  void takesTheSameImageTwice() throws IOException {
    assumeThat(replaces()).isTrue();
    TestImage image = image(1);

    image.write(location(), context());
    image.write(location(), context());

    assertHolds(image);
  }

  @Test
  void takesManyBlobsAtTheSameTime() throws Exception {
    TestImage image = image(1);
    List<byte[]> contents = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      contents.add(("blob " + i / 2).repeat(5000).getBytes(StandardCharsets.UTF_8));
    }
    try (ImageDestination destination = location().openDestination(context());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> puts = new ArrayList<>();
      for (byte[] content : contents) {
        puts.add(
            threads.submit(
                () -> {
                  destination.putBlob(descriptor(content), Body.of(content));
                  return null;
                }));
      }
      for (Future<?> put : puts) {
        put.get();
      }
      for (byte[] content : contents) {
        assertThat(destination.hasBlob(descriptor(content))).isTrue();
      }
      image.putContent(destination);
      destination.commit(image.manifest());
    }
    assertHolds(image);
  }

  private static Descriptor descriptor(byte[] content) {
    return new Descriptor(MediaType.OCTET_STREAM, Digest.of(content), content.length);
  }

  @Test
  void readsABlobFromAnOffset() throws IOException {
    TestImage image = image(1);
    image.write(location(), context());

    try (ImageSource source = location().openSource(context())) {
      RangeReads ranges = source.as(RangeReads.class).orElseThrow();
      for (Descriptor blob : image.blobs().keySet()) {
        byte[] content = image.content(blob);
        try (InputStream rest = ranges.blobFrom(blob, 100)) {
          assertThat(rest.readAllBytes())
              .isEqualTo(Arrays.copyOfRange(content, 100, content.length));
        }
      }
    }
  }

  @Test
  void takesBlobsWhoseDigestIsNotKnownYet() throws IOException {
    byte[] content = {5, 6, 7};
    try (ImageDestination destination = location().openDestination(context())) {
      assumeThat(destination.as(StreamingBlobs.class)).isPresent();

      Descriptor stored =
          destination
              .as(StreamingBlobs.class)
              .orElseThrow()
              .putBlob(MediaType.OCI_LAYER, new ByteArrayInputStream(content));

      assertThat(stored).isEqualTo(new Descriptor(MediaType.OCI_LAYER, Digest.of(content), 3));
      assertThat(destination.hasBlob(stored)).isTrue();
    }
  }
}
