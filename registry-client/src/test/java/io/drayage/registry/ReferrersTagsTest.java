package io.drayage.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Credential;
import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.DigestReference;
import io.drayage.image.ImageIndex;
import io.drayage.image.ManifestDetails;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.testing.Content;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.RegistrySettings;
import io.drayage.testing.RegistrySwitch;
import io.drayage.testing.SeededImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReferrersTagsTest {
  private final TestClient clients = new TestClient();
  private final MemoryRegistry registry =
      MemoryRegistry.start(RegistrySettings.ideal().with(RegistrySwitch.NO_REFERRERS));
  private final RepositoryName repository = TestClient.repository(registry.authority(), "a/b");
  private final ImageFixture image = SeededImages.image(1).storeIn(registry, "a/b", "1");
  private final String tag = "sha256-" + image.digest().hex();

  @AfterEach
  void close() {
    registry.close();
  }

  /** A referrer whose content is there already. */
  private ImageFixture referrer(int number) {
    ImageFixture referrer =
        SeededImages.artifact(
            image.manifest().descriptor(), "application/x-" + number, Content.of("n" + number));
    referrer.ownBlobs().values().forEach(blob -> registry.putBlob("a/b", blob));
    return referrer;
  }

  private void push(RegistryClient client, ImageFixture referrer) throws IOException {
    client.putManifest(new DigestReference(repository, referrer.digest()), referrer.manifest());
  }

  private List<Descriptor> listed() {
    return ((ImageIndex) registry.manifest("a/b", tag).orElseThrow().parse()).manifests();
  }

  @Test
  void listsAPushedReferrerUnderTheTag() throws IOException {
    ImageFixture sbom = referrer(1);
    try (var client = clients.open(registry.authority())) {
      push(client, sbom);
      push(client, sbom);
      push(client, referrer(2));
    }

    assertThat(listed())
        .extracting(Descriptor::artifactType)
        .containsExactly(new MediaType("application/x-1"), new MediaType("application/x-2"));
    assertThat(listed().getFirst().digest()).isEqualTo(sbom.digest());
    assertThat(listed().getFirst().size()).isEqualTo(sbom.manifest().size());
    assertThat(registry.log().count("PUT", "/manifests/" + tag)).isEqualTo(2);
    assertThat(registry.log().count()).isEqualTo(4 + 2 + 4);
  }

  @Test
  void asksForNothingMoreWhenTheRegistryListsReferrersItself() throws IOException {
    registry.switchOff(RegistrySwitch.NO_REFERRERS);
    try (var client = clients.open(registry.authority())) {
      push(client, referrer(1));
    }

    assertThat(registry.log().count()).isEqualTo(1);
    assertThat(registry.tags("a/b")).containsExactly("1");
  }

  @Test
  void asksForNothingMoreWhenTheManifestHasNoSubject() throws IOException {
    try (var client = clients.open(registry.authority())) {
      client.putManifest(new TagReference(repository, new Tag("2")), image.manifest());
    }

    assertThat(registry.log().count()).isEqualTo(1);
  }

  @Test
  void manyWritersOfOneProcessLoseNothingAndShareTheWork()
      throws IOException, InterruptedException, ExecutionException {
    List<ImageFixture> referrers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      referrers.add(referrer(i));
    }
    try (var client = clients.open(registry.authority());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> pushes = new ArrayList<>();
      for (ImageFixture referrer : referrers) {
        pushes.add(
            () -> {
              push(client, referrer);
              return true;
            });
      }
      for (Future<Boolean> push : threads.invokeAll(pushes)) {
        assertThat(push.get()).isTrue();
      }
    }

    assertThat(listed())
        .extracting(Descriptor::digest)
        .containsExactlyInAnyOrderElementsOf(referrers.stream().map(ImageFixture::digest).toList());
    assertThat(registry.log().count("PUT", "/manifests/" + tag)).isLessThanOrEqualTo(20);
  }

  @Test
  void addsAgainWhenAnotherProcessReplacedTheTag() throws IOException {
    ImageFixture theirs = referrer(1).storeIn(registry, "a/b");
    ImageFixture ours = referrer(2);
    Descriptor theirEntry = theirs.manifest().descriptor();
    var times = new AtomicInteger();
    RequestObserver replacing =
        request -> {
          boolean tagPut = request.method().equals("PUT") && request.path().endsWith(tag);
          if (tagPut && times.incrementAndGet() == 1) {
            registry.putManifest("a/b", indexOf(theirEntry), tag);
          }
        };
    try (var client =
        clients.open(
            registry.authority(),
            new Credential.Anonymous(),
            clients.options().withObserver(replacing))) {
      push(client, ours);
    }

    assertThat(times).hasValue(2);
    assertThat(listed())
        .extracting(Descriptor::digest)
        .containsExactly(theirs.digest(), ours.digest());
  }

  @Test
  void givesUpWhenOthersReplaceTheTagAgainAndAgain() throws IOException {
    Descriptor theirs = referrer(1).storeIn(registry, "a/b").manifest().descriptor();
    ImageFixture ours = referrer(2);
    RequestObserver replacing =
        request -> {
          if (request.method().equals("PUT") && request.path().endsWith(tag)) {
            registry.putManifest("a/b", indexOf(theirs), tag);
          }
        };
    try (var client =
        clients.open(
            registry.authority(),
            new Credential.Anonymous(),
            clients.options().withObserver(replacing))) {
      assertThatThrownBy(() -> push(client, ours))
          .isInstanceOf(RegistryException.ProtocolViolation.class)
          .hasMessageContaining("others replaced the tag 5 times");
    }
  }

  @Test
  void doesNotReplaceAnImageThatHasTheTag() throws IOException {
    SeededImages.image(2).storeIn(registry, "a/b", tag);
    ImageFixture ours = referrer(1);
    try (var client = clients.open(registry.authority())) {
      assertThatThrownBy(() -> push(client, ours))
          .isInstanceOf(RegistryException.InvalidContent.class)
          .hasMessageContaining("it is not replaced");
    }
  }

  @Test
  void keepsWhatOthersWroteIntoTheIndex() throws IOException {
    Descriptor theirs =
        new Descriptor(MediaType.OCI_MANIFEST, Digest.of(new byte[] {1}), 7)
            .withAnnotations(Map.of("who", "they"));
    registry.switchOn(RegistrySwitch.ACCEPTS_DANGLING_MANIFESTS);
    registry.putManifest("a/b", indexOf(theirs), tag);
    try (var client = clients.open(registry.authority())) {
      push(client, referrer(1));
    }

    assertThat(listed()).hasSize(2).first().isEqualTo(theirs);
  }

  private static RawManifest indexOf(Descriptor entry) {
    return ImageIndex.create(MediaType.OCI_INDEX, List.of(entry), ManifestDetails.NONE).raw();
  }
}
