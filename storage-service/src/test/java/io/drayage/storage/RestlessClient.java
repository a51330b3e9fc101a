package io.drayage.storage;

import io.drayage.image.Digest;
import io.drayage.image.Platform;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.ImageFormat;
import io.drayage.testing.Packing;
import io.drayage.testing.SeededImages;
import io.drayage.testing.SeededLayer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * Pushes, mounts, tags, deletes and leaves uploads half done, as a seed decides, until the registry
 * is gone. It works in a repository of its own and mounts from those of others.
 */
final class RestlessClient implements Callable<Void> {
  private static final int SHARED_LAYERS = 6;
  private static final int TAGS = 5;
  private static final int ATTEMPTS = 200;

  private final Wire wire;
  private final String repository;
  private final Random random;
  private final CampaignRecord record;

  RestlessClient(Wire wire, int number, long seed, CampaignRecord record) {
    this.wire = wire;
    this.repository = "kill/app" + number;
    this.random = new Random(seed);
    this.record = record;
  }

  @Override
  public Void call() throws InterruptedException {
    try {
      while (true) {
        step();
      }
    } catch (IOException _) {
      return null; // it was killed
    }
  }

  /** So many steps on a registry that is not killed. */
  Callable<Void> steps(int number) {
    return () -> {
      for (int i = 0; i < number; i++) {
        step();
      }
      return null;
    };
  }

  private void step() throws IOException, InterruptedException {
    switch (random.nextInt(10)) {
      case 0 -> retag();
      case 1 -> deleteManifest();
      case 2 -> deleteTag();
      case 3, 4 -> pushMounted();
      case 5 -> leaveUpload();
      default -> push(newImage());
    }
  }

  private ImageFixture newImage() {
    long seed = random.nextLong(1L << 40);
    int size = random.nextInt(8) == 0 ? 2_000_000 : 5_000 + random.nextInt(60_000);
    return SeededImages.image(
        seed,
        ImageFormat.OCI,
        Platform.of("linux", "amd64"),
        List.of(
            SeededLayer.of(random.nextInt(SHARED_LAYERS), 20_000, Packing.STORED_GZIP),
            SeededLayer.of(1000 + seed, size, Packing.STORED_GZIP)));
  }

  private String tag() {
    return "t" + random.nextInt(TAGS);
  }

  /** Begins anew when blobs were collected between their upload and the manifest. */
  private void push(ImageFixture image) throws IOException, InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      for (Content blob : image.ownBlobs().values()) {
        upload(blob);
      }
      if (put(image)) {
        return;
      }
      record.count(CampaignRecord.Event.PUSH_BEGUN_ANEW);
    }
    throw new AssertionError("no push of an image was accepted in %d attempts".formatted(ATTEMPTS));
  }

  private boolean put(ImageFixture image) throws IOException, InterruptedException {
    Promises.Stored stored = new Promises.Stored(repository, image);
    String tag = tag();
    record.promises().putting(stored, tag);
    Wire.Answer answer =
        wire.send(
            "PUT",
            "/v2/%s/manifests/%s".formatted(repository, tag),
            image.manifest().bytes(),
            "Content-Type",
            image.manifest().mediaType().value());
    if (answer.status() == 404 && answer.text().contains("MANIFEST_BLOB_UNKNOWN")) {
      return false;
    }
    expect(answer, 201);
    record.promises().put(stored, tag);
    record.count(CampaignRecord.Event.PUSH);
    return true;
  }

  private void upload(Content blob) throws IOException, InterruptedException {
    record.attempted(repository, blob);
    if (wire.send("HEAD", blobPath(blob.digest())).status() == 200) {
      return;
    }
    if (random.nextBoolean()) {
      expect(wire.push(repository, blob), 201);
      return;
    }
    byte[] bytes = blob.bytes();
    int half = random.nextInt(bytes.length);
    String location = wire.begin(repository);
    Wire.Answer chunk = wire.send("PATCH", location, Arrays.copyOf(bytes, half));
    expect(chunk, 202);
    finish(location, blob, Arrays.copyOfRange(bytes, half, bytes.length));
  }

  private void finish(String location, Content blob, byte[] rest)
      throws IOException, InterruptedException {
    expect(wire.send("PUT", location + "?digest=" + blob.digest(), rest), 201);
  }

  private String blobPath(Digest digest) {
    return "/v2/%s/blobs/%s".formatted(repository, digest);
  }

  /** An image of another repository, blob by blob without its bytes where that is possible. */
  private void pushMounted() throws IOException, InterruptedException {
    List<Promises.Stored> others = record.promises().there();
    if (others.isEmpty()) {
      return;
    }
    Promises.Stored other = others.get(random.nextInt(others.size()));
    for (Map.Entry<Digest, Content> blob : other.image().ownBlobs().entrySet()) {
      record.attempted(repository, blob.getValue());
      Wire.Answer answer =
          wire.send(
              "POST",
              "/v2/%s/blobs/uploads/?mount=%s&from=%s"
                  .formatted(repository, blob.getKey(), other.repository()));
      if (answer.status() == 201) {
        record.count(CampaignRecord.Event.MOUNT);
      } else {
        expect(answer, 202);
        finish(answer.header("Location"), blob.getValue(), blob.getValue().bytes());
      }
    }
    if (!put(other.image())) {
      push(other.image());
    }
  }

  private void retag() throws IOException, InterruptedException {
    List<Promises.Stored> own = record.promises().there(repository);
    if (!own.isEmpty()) {
      put(own.get(random.nextInt(own.size())).image());
    }
  }

  private void deleteManifest() throws IOException, InterruptedException {
    List<Promises.Stored> own = record.promises().there(repository);
    if (own.isEmpty()) {
      return;
    }
    Promises.Stored stored = own.get(random.nextInt(own.size()));
    record.promises().deleting(stored);
    expect(
        wire.send("DELETE", "/v2/%s/manifests/%s".formatted(repository, stored.image().digest())),
        202);
    record.promises().deleted(stored);
    record.count(CampaignRecord.Event.DELETE);
  }

  private void deleteTag() throws IOException, InterruptedException {
    String tag = tag();
    record.promises().untagging(repository, tag);
    Wire.Answer answer = wire.send("DELETE", "/v2/%s/manifests/%s".formatted(repository, tag));
    if (answer.status() != 404) {
      expect(answer, 202);
    }
    record.promises().pointsTo(repository, tag, Promises.NOTHING);
  }

  private void leaveUpload() throws IOException, InterruptedException {
    Content blob = Content.seeded(random.nextLong(), 200_000 + random.nextInt(1_000_000));
    byte[] bytes = blob.bytes();
    int half = 1 + random.nextInt(bytes.length - 1);
    record.attempted(repository, blob);
    String location = wire.begin(repository);
    CampaignRecord.HalfDone left = record.left(repository, location, blob);
    expect(wire.send("PATCH", location, Arrays.copyOf(bytes, half)), 202);
    left.acknowledge(half);
  }

  private void expect(Wire.Answer answer, int status) throws IOException {
    if (answer.status() >= 500 && record.isBeingKilled()) {
      throw new IOException(answer.text());
    }
    if (answer.status() != status) {
      throw new AssertionError(
          "%s answered %d, not %d: %s"
              .formatted(answer.response().request(), answer.status(), status, answer.text()));
    }
  }
}
