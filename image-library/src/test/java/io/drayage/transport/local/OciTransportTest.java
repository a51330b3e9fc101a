package io.drayage.transport.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Descriptor;
import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.registry.Body;
import io.drayage.transport.ContentMismatchException;
import io.drayage.transport.ContentNotFoundException;
import io.drayage.transport.Deletion;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.ImageTransportContract;
import io.drayage.transport.LayerForm;
import io.drayage.transport.NoRegistries;
import io.drayage.transport.TagListing;
import io.drayage.transport.TestImage;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OciTransportTest extends ImageTransportContract {
  @TempDir Path folder;

  @Override
  protected ImageLocation location() {
    return at("1.0");
  }

  private ImageLocation at(String name) {
    return OciTransport.INSTANCE.parse(
        folder.resolve("layout") + (name.isEmpty() ? "" : ":" + name));
  }

  @Override
  protected TransportContext context() {
    return NoRegistries.context(folder.resolve("tmp"));
  }

  @Override
  protected TestImage image(long seed) {
    return TestImage.single(seed, TestImage.Kind.OCI);
  }

  private String index() throws IOException {
    return Files.readString(folder.resolve("layout/index.json"));
  }

  private Path blob(Digest digest) {
    return folder.resolve("layout/blobs/sha256").resolve(digest.hex());
  }

  private List<String> files() throws IOException {
    Path layout = folder.resolve("layout");
    try (Stream<Path> paths = Files.walk(layout)) {
      return paths
          .filter(Files::isRegularFile)
          .map(p -> layout.relativize(p).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void writesTheFilesThatTheSpecificationAsksForAndNoOthers() throws IOException {
    TestImage image = image(1);

    image.write(location(), context());

    List<String> expected = new ArrayList<>(List.of("index.json", "oci-layout"));
    image.blobs().keySet().forEach(b -> expected.add("blobs/sha256/" + b.digest().hex()));
    expected.add("blobs/sha256/" + image.manifest().digest().hex());
    assertThat(files()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(folder.resolve("layout/oci-layout"))
        .hasContent("{\"imageLayoutVersion\": \"1.0.0\"}");
    assertThat(index())
        .isEqualTo(
            "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,\"annotations\":{\"org.opencontainers.image.ref.name\":\"1.0\"}}]}"
                .formatted(
                    MediaType.OCI_MANIFEST, image.manifest().digest(), image.manifest().size()));
  }

  @Test
  void keepsOtherEntriesWithFieldsThatItDoesNotKnow() throws IOException {
    image(1).write(at("a"), context());
    Path file = folder.resolve("layout/index.json");
    Files.writeString(
        file,
        index()
            .replace("\"manifests\":[{", "\"manifests\":[{\"x-own\":[1],")
            .replace("{\"schemaVersion\"", "{\"x-top\":true,\"schemaVersion\""));

    image(2).write(at("b"), context());

    assertThat(index()).contains("\"x-own\":[1]").contains("\"x-top\":true");
    try (ImageSource source = at("a").openSource(context())) {
      assertThat(source.manifest()).isEqualTo(image(1).manifest());
      assertThat(source.as(TagListing.class).orElseThrow().tags()).containsExactly("a", "b");
    }
  }

  @Test
  void takesTheNameFromTheEntryThatHadItAndKeepsThatEntry() throws IOException {
    image(1).write(at("a"), context());

    image(2).write(at("a"), context());

    try (ImageSource source = at("@0").openSource(context())) {
      assertThat(source.manifest()).isEqualTo(image(1).manifest());
    }
    try (ImageSource source = at("a").openSource(context())) {
      assertThat(source.manifest()).isEqualTo(image(2).manifest());
      assertThat(source.as(TagListing.class).orElseThrow().tags()).containsExactly("a");
    }
  }

  @Test
  void copyingTheSameImageAgainChangesNothing() throws IOException {
    image(1).write(at("a"), context());
    String before = index();

    image(1).write(at("a"), context());

    assertThat(index()).isEqualTo(before);
  }

  @Test
  void anUnnamedImageIsTheOnlyOne() throws IOException {
    image(1).write(at(""), context());

    try (ImageSource source = at("").openSource(context())) {
      assertThat(source.manifest()).isEqualTo(image(1).manifest());
    }
    assertThat(index()).doesNotContain("annotations");
  }

  @Test
  void asksForANameWhenThereAreSeveralImages() throws IOException {
    image(1).write(at("a"), context());
    image(2).write(at("b"), context());

    try (ImageSource source = at("").openSource(context())) {
      assertThatThrownBy(source::manifest)
          .isInstanceOf(ContentNotFoundException.class)
          .hasMessageContaining("more than one image")
          .hasMessageContaining("a, b");
    }
    try (ImageSource source = at("c").openSource(context())) {
      assertThatThrownBy(source::manifest)
          .isInstanceOf(ContentNotFoundException.class)
          .hasMessageContaining("no descriptor found for reference \"c\"; it has a, b");
    }
    try (ImageSource source = at("@2").openSource(context())) {
      assertThatThrownBy(source::manifest)
          .isInstanceOf(ContentNotFoundException.class)
          .hasMessageContaining("only 2 entries");
    }
  }

  @Test
  void refusesToWriteToAPosition() {
    assertThatThrownBy(() -> at("@0").openDestination(context()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("@0");
  }

  @ParameterizedTest
  @ValueSource(strings = {":a", "x:a b", "x:-a", "x:@-1", "x:@x", "x:a:", ""})
  void refusesNamesThatAreNone(String text) {
    assertThatThrownBy(() -> OciTransport.INSTANCE.parse(text))
        .isInstanceOf(InvalidFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x:a", "x:docker.io/library/a:1", "x:@3", "x", "/a/b:v1--2", "x:a@sha256"})
  void printsNamesAsTheyWereGiven(String text) {
    assertThat(OciTransport.INSTANCE.parse(text)).hasToString("oci:" + text);
  }

  @Test
  void wantsCompressedLayersAndManifestsOfItsOwnFormat() throws IOException {
    try (ImageDestination destination = location().openDestination(context())) {
      assertThat(destination.layerForm()).isEqualTo(LayerForm.COMPRESSED);
      assertThat(destination.accepts(MediaType.OCI_MANIFEST)).isTrue();
      assertThat(destination.accepts(MediaType.OCI_INDEX)).isTrue();
      assertThat(destination.accepts(MediaType.DOCKER_MANIFEST)).isFalse();
    }
  }

  @Test
  void writersAtTheSameTimeKeepEachOthersEntries() throws Exception {
    List<String> names = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        String name = "v" + i;
        long seed = i % 5;
        names.add(name);
        writers.add(
            threads.submit(
                () -> {
                  image(seed).write(at(name), context());
                  return null;
                }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }

    try (ImageSource source = at("v0").openSource(context())) {
      assertThat(source.as(TagListing.class).orElseThrow().tags())
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void deletesAnImageAndTheBlobsThatNoOtherNeeds() throws IOException {
    TestImage index = TestImage.index(1, TestImage.Kind.OCI);
    TestImage shared = TestImage.single(1, TestImage.Kind.OCI);
    index.write(at("index"), context());
    shared.write(at("shared"), context());

    try (ImageDestination destination = at("index").openDestination(context())) {
      destination.as(Deletion.class).orElseThrow().delete();
    }

    try (ImageSource source = at("shared").openSource(context())) {
      assertThat(source.as(TagListing.class).orElseThrow().tags()).containsExactly("shared");
      for (Descriptor blob : shared.blobs().keySet()) {
        source.blob(blob).close();
      }
    }
    assertThat(files()).hasSize(2 + shared.blobs().size() + 1);
  }

  @Test
  void saysThatThereIsNothingToDelete() throws IOException {
    image(1).write(at("a"), context());
    try (ImageDestination destination = at("b").openDestination(context())) {
      Deletion deletion = destination.as(Deletion.class).orElseThrow();

      assertThatThrownBy(deletion::delete)
          .isInstanceOf(ContentNotFoundException.class)
          .hasMessageContaining("it has a");
    }
    assertThat(index()).contains("\"a\"");
  }

  @Test
  void putsBackWhatALayoutLost() throws IOException {
    TestImage image = image(1);
    image.write(location(), context());
    Descriptor lost = image.blobs().keySet().iterator().next();
    Files.delete(blob(lost.digest()));

    try (ImageDestination destination = location().openDestination(context())) {
      assertThat(destination.resolve()).isEmpty();
      assertThat(destination.hasBlob(lost)).isFalse();
    }
    try (ImageSource source = location().openSource(context())) {
      assertThatThrownBy(() -> source.blob(lost))
          .isInstanceOf(ContentNotFoundException.class)
          .hasMessageContaining(blob(lost.digest()).toString());
    }
  }

  @Test
  void doesNotNameAnImageWhoseBlobsAreNotThere() throws IOException {
    TestImage image = image(1);
    try (ImageDestination destination = location().openDestination(context())) {
      image.putContent(destination);
      Files.delete(blob(image.blobs().keySet().iterator().next().digest()));

      assertThatThrownBy(() -> destination.commit(image.manifest()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is not there");
    }
    assertThat(folder.resolve("layout/index.json")).doesNotExist();
  }

  @Test
  void findsBlobsThatWereChanged() throws IOException {
    TestImage image = image(1);
    image.write(location(), context());
    Descriptor changed = image.blobs().keySet().iterator().next();
    byte[] content = image.content(changed).clone();
    content[0] ^= 1;
    Files.write(blob(changed.digest()), content);

    try (ImageSource source = location().openSource(context());
        var blob = source.blob(changed)) {
      assertThatThrownBy(() -> blob.stream().readNBytes((int) changed.size()))
          .isInstanceOf(ContentMismatchException.class)
          .hasMessageContaining(blob(changed.digest()).getFileName().toString());
    }
    Files.writeString(blob(image.manifest().digest()), "{}");
    try (ImageSource source = location().openSource(context())) {
      assertThatThrownBy(source::manifest).isInstanceOf(ContentMismatchException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{", "{\"manifests\":3}", "{\"manifests\":[{\"digest\":\"x\"}]}"})
  void saysThatIndexJsonIsDamaged(String text) throws IOException {
    image(1).write(location(), context());
    Files.writeString(folder.resolve("layout/index.json"), text);

    try (ImageSource source = location().openSource(context())) {
      assertThatThrownBy(source::manifest)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("index.json of");
    }
    try (ImageDestination destination = location().openDestination(context())) {
      assertThatThrownBy(destination::resolve).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesAnIndexJsonThatIsTooLarge() throws IOException {
    image(1).write(location(), context());
    Files.writeString(folder.resolve("layout/index.json"), " ".repeat(4 * 1024 * 1024 + 1));

    try (ImageSource source = location().openSource(context())) {
      assertThatThrownBy(source::manifest)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("4194304");
    }
  }

  @Test
  void cleansUpAfterDeadProcessesAndLeavesTheFilesOfLivingOnes() throws IOException {
    Path blobs = Files.createDirectories(folder.resolve("layout/blobs/sha256"));
    Path dead = Files.writeString(blobs.resolve(".drayage-dead-1.partial"), "x");
    try (PartialFile alive = PartialFile.in(blobs)) {
      alive.write(ByteBuffer.wrap("y".getBytes(UTF_8)));
      location().openDestination(context()).close();

      assertThat(dead).doesNotExist();
      assertThat(blobs.toFile().list()).hasSize(1);
    }
    assertThat(blobs).isEmptyDirectory();
  }

  @Test
  void leavesNoPartialFileWhenTheSourceFails() throws IOException {
    var blob = new Descriptor(MediaType.OCTET_STREAM, Digest.of(new byte[] {1}), 1);
    try (ImageDestination destination = location().openDestination(context())) {
      assertThatThrownBy(() -> destination.putBlob(blob, Body.of(new byte[] {2})))
          .isInstanceOf(ContentMismatchException.class);
    }

    assertThat(folder.resolve("layout/blobs/sha256")).isEmptyDirectory();
  }

  @Test
  void keepsBlobsInASharedFolder() throws IOException {
    Path shared = folder.resolve("shared");
    var context =
        new TransportContext(new NoRegistries(), folder.resolve("tmp"), Optional.of(shared));
    TestImage image = image(1);

    image.write(location(), context);

    assertThat(shared.resolve("sha256").resolve(image.manifest().digest().hex())).exists();
    assertThat(folder.resolve("layout/blobs")).isEmptyDirectory();
    try (ImageSource source = location().openSource(context)) {
      assertThat(source.manifest()).isEqualTo(image.manifest());
    }
    try (ImageDestination destination = location().openDestination(context)) {
      destination.as(Deletion.class).orElseThrow().delete();
    }
    assertThat(shared.resolve("sha256").resolve(image.manifest().digest().hex())).exists();
  }

  @Test
  void saysThatAFileIsNoFolder() throws IOException {
    Files.writeString(folder.resolve("layout"), "x");

    assertThatThrownBy(() -> location().openDestination(context()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a file");
  }
}
