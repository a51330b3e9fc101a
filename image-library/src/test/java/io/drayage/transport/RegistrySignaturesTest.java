package io.drayage.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.image.Credential;
import io.drayage.image.Digest;
import io.drayage.image.ImageManifest;
import io.drayage.registries.Lookaside;
import io.drayage.registries.SignaturePlaces;
import io.drayage.registries.SignaturePlaces.Attachments;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.RetryPolicy;
import io.drayage.registry.TlsSettings;
import io.drayage.registry.TlsVerification;
import io.drayage.signature.Signature;
import io.drayage.signature.SigstoreSignature;
import io.drayage.testing.Fault;
import io.drayage.testing.FaultyServer;
import io.drayage.testing.FileServer;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the signatures of images in registries are read and kept. */
@Timeout(120)
class RegistrySignaturesTest {
  private static final Signature SIMPLE = TestSignatures.simple("one");
  private static final SigstoreSignature ATTACHED = TestSignatures.sigstore("one");

  @TempDir Path folder;

  private final MemoryRegistry registry = MemoryRegistry.start();
  private final List<AutoCloseable> opened =
      Collections.synchronizedList(new ArrayList<>(List.of(registry)));
  private final ImageFixture image = SeededImages.image(1);
  private Digest digest;

  @BeforeEach
  void fill() {
    digest = image.storeIn(registry, "ns/app", "1.0").digest();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : List.copyOf(opened).reversed()) {
      each.close();
    }
  }

  private Lookaside.Folder beside() {
    return new Lookaside.Folder(folder.resolve("store/ns/app"));
  }

  private SignaturePlaces local(Attachments attachments) {
    return new SignaturePlaces(beside(), beside(), attachments);
  }

  private TransportContext context(SignaturePlaces places) {
    RegistryAccess access =
        RegistryAccess.open(
            RegistryRouting.direct(
                new TlsSettings(TlsVerification.SKIPPED, List.of(), Optional.empty()),
                new Credential.Anonymous()),
            RegistryClientOptions.standard().withRetry(RetryPolicy.none()),
            _ -> places);
    opened.add(access);
    return new TransportContext(access, folder, Optional.empty());
  }

  private ImageLocation location() {
    return DockerTransport.INSTANCE.parse("//" + registry.authority() + "/ns/app:1.0");
  }

  private List<Signature> read(SignaturePlaces places) throws IOException {
    try (ImageSource source = location().openSource(context(places))) {
      return source.as(SignatureReads.class).orElseThrow().signatures(digest);
    }
  }

  private void put(SignaturePlaces places, Signature... signatures) throws IOException {
    try (ImageDestination destination = location().openDestination(context(places))) {
      destination
          .as(SignatureStorage.class)
          .orElseThrow()
          .putSignatures(digest, List.of(signatures));
    }
  }

  private void store(int number, byte[] bytes) throws IOException {
    Path file = beside().signature(digest, number);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  @Test
  void readsBothFormsFromAFolder() throws IOException {
    store(1, SIMPLE.stored());
    store(2, ATTACHED.stored());
    store(4, SIMPLE.stored());

    assertThat(read(local(Attachments.IGNORED))).containsExactly(SIMPLE, ATTACHED);
  }

  @Test
  void asksNobodyWhereNothingIsConfigured() throws IOException {
    try (ImageSource source = location().openSource(context(local(Attachments.IGNORED)))) {
      source.resolve();
      SignatureReads reads = source.as(SignatureReads.class).orElseThrow();

      assertThat(reads.mayHaveSignatures()).isFalse();
      assertThat(reads.signatures(digest)).isEmpty();
    }
    assertThat(registry.log().count()).isEqualTo(1);
  }

  @Test
  void hasNoSignaturesWithoutWordOfWhereTheyAre() throws IOException {
    RegistryAccess access =
        RegistryAccess.open(
            RegistryRouting.direct(
                new TlsSettings(TlsVerification.SKIPPED, List.of(), Optional.empty()),
                new Credential.Anonymous()),
            RegistryClientOptions.standard());
    opened.add(access);
    TransportContext context = new TransportContext(access, folder, Optional.empty());

    try (ImageSource source = location().openSource(context);
        ImageDestination destination = location().openDestination(context)) {
      assertThat(source.as(SignatureReads.class)).isEmpty();
      assertThat(destination.as(SignatureStorage.class)).isEmpty();
      assertThat(source.as(RangeReads.class)).isPresent();
    }
  }

  @Test
  void readsFromAWebServerUntilOneIsMissing() throws IOException {
    store(1, SIMPLE.stored());
    store(2, ATTACHED.stored());
    FileServer web = FileServer.serving(folder.resolve("store"));
    opened.add(web);

    assertThat(read(site(web.uri()))).containsExactly(SIMPLE, ATTACHED);
    assertThat(web.log().count()).isEqualTo(3);
    assertThat(web.log().all())
        .allSatisfy(r -> assertThat(r.headers()).doesNotContainKey("authorization"));
  }

  private SignaturePlaces site(URI base) {
    Lookaside site = new Lookaside.Site(base.resolve("/ns/app"));
    return new SignaturePlaces(site, site, Attachments.IGNORED);
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        Arguments.of(new Fault.HtmlPage(), "it looks like a web page"),
        Arguments.of(new Fault.Status(500, "UNKNOWN"), "answered 500"),
        Arguments.of(new Fault.Status(403, "DENIED"), "answered 403"),
        Arguments.of(new Fault.RedirectLoop(), "redirects"),
        Arguments.of(new Fault.OversizeBody(5_000_000), "more than 4194304 bytes"),
        Arguments.of(new Fault.Garbage(), "no answer"),
        Arguments.of(new Fault.WrongLength(100), "signature-1"),
        Arguments.of(new Fault.CloseBeforeAnswer(), "no answer"));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void saysWhatAWebServerDidWrong(Fault fault, String message) throws IOException {
    store(1, SIMPLE.stored());
    FileServer web = FileServer.serving(folder.resolve("store"));
    opened.add(web);
    FaultyServer liar = FaultyServer.before(web.uri()).always("GET", "signature-1", fault);
    opened.add(liar);

    assertThatThrownBy(() -> read(site(liar.uri())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  @Test
  void followsARedirectToAnotherServer() throws IOException {
    store(1, SIMPLE.stored());
    FileServer web = FileServer.serving(folder.resolve("store"));
    opened.add(web);
    FaultyServer first =
        FaultyServer.before(web.uri())
            .always("GET", "signature-1", new Fault.RedirectTo(web.uri().toString()));
    opened.add(first);

    assertThat(read(site(first.uri()))).containsExactly(SIMPLE);
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        Arguments.of(new byte[0], "the signature is empty"),
        Arguments.of("<html>".getBytes(UTF_8), "web page"),
        Arguments.of(new byte[] {0, 'x', '\n'}, "unknown form"),
        Arguments.of(new byte[] {0, 'x'}, "does not end"),
        Arguments.of(new byte[Signature.MAXIMUM_SIZE + 1], "more than 4194304 bytes"));
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void refusesAFileThatIsNoSignature(byte[] bytes, String message) throws IOException {
    store(1, bytes);

    assertThatThrownBy(() -> read(local(Attachments.IGNORED)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("signature-1")
        .hasMessageContaining(message);
  }

  @Test
  void refusesEndlessSignatures() throws IOException {
    for (int number = 1; number <= Signature.MAXIMUM_COUNT + 1; number++) {
      store(number, SIMPLE.stored());
    }

    assertThatThrownBy(() -> read(local(Attachments.IGNORED)))
        .hasMessageContaining("more than 128 signatures");
  }

  @Test
  void addsToTheFolderWhatIsNotThereYet() throws IOException {
    SignaturePlaces places = local(Attachments.IGNORED);
    put(places, SIMPLE);
    put(places, SIMPLE, TestSignatures.simple("two"));

    assertThat(read(places)).containsExactly(SIMPLE, TestSignatures.simple("two"));
    try (Stream<Path> files = Files.list(beside().signatures(digest))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("signature-1", "signature-2");
    }
  }

  @Test
  void losesNoSignatureInAFolderWhenManyRunsWriteIt() throws Exception {
    SignaturePlaces places = local(Attachments.IGNORED);

    atTheSameTime(12, number -> put(places, TestSignatures.simple("n" + number)));

    assertThat(read(places)).hasSize(12).doesNotHaveDuplicates();
  }

  /** Other runs can be lost against: registries have no condition for writing a tag. */
  @Test
  void losesNoAttachedSignatureOfOneRun() throws Exception {
    SignaturePlaces places = local(Attachments.USED);
    TransportContext shared = context(places);

    atTheSameTime(
        12,
        number -> {
          try (ImageDestination destination = location().openDestination(shared)) {
            destination
                .as(SignatureStorage.class)
                .orElseThrow()
                .putSignatures(digest, List.of(TestSignatures.sigstore("n" + number)));
          }
        });

    assertThat(read(places)).hasSize(12).doesNotHaveDuplicates();
  }

  private interface Numbered {
    void run(int number) throws IOException;
  }

  private static void atTheSameTime(int count, Numbered task) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < count; i++) {
      int number = i;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      task.run(number);
                    } catch (IOException | RuntimeException | Error e) {
                      failures.add(e);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void deletesSignaturesWithTheirImage() throws IOException {
    SignaturePlaces places = local(Attachments.IGNORED);
    put(places, SIMPLE, TestSignatures.simple("two"));

    try (ImageDestination destination = location().openDestination(context(places))) {
      destination.as(Deletion.class).orElseThrow().delete();
    }

    assertThat(beside().signatures(digest)).doesNotExist();
  }

  @Test
  void attachesAsCosignDoes() throws IOException {
    SignaturePlaces places = local(Attachments.USED);
    put(places, ATTACHED);
    put(places, ATTACHED, TestSignatures.sigstore("two"));

    String tag = "sha256-" + digest.hex() + ".sig";
    ImageManifest attached = (ImageManifest) registry.manifest("ns/app", tag).orElseThrow().parse();
    assertThat(read(places)).containsExactly(ATTACHED, TestSignatures.sigstore("two"));
    assertThat(attached.config().mediaType())
        .hasToString("application/vnd.oci.image.config.v1+json");
    assertThat(
            new String(
                registry.blob("ns/app", attached.config().digest()).orElseThrow().bytes(), UTF_8))
        .contains(
            "\"diff_ids\":[\"%s\",\"%s\"]"
                .formatted(
                    attached.layers().getFirst().digest(), attached.layers().getLast().digest()));
  }

  @Test
  void saysWhySignaturesCannotBeKept() throws IOException {
    Lookaside site = new Lookaside.Site(URI.create("https://sig.test/ns/app"));
    SignaturePlaces places = new SignaturePlaces(site, site, Attachments.IGNORED);
    try (ImageDestination destination = location().openDestination(context(places))) {
      SignatureStorage storage = destination.as(SignatureStorage.class).orElseThrow();

      assertThat(storage.refusal(SignatureStorage.Form.SIMPLE).orElseThrow())
          .contains("lookaside-staging");
      assertThat(storage.refusal(SignatureStorage.Form.SIGSTORE).orElseThrow())
          .contains("writing sigstore attachments is disabled by configuration");
      assertThatThrownBy(() -> storage.putSignatures(digest, List.of(ATTACHED)))
          .hasMessageContaining("use-sigstore-attachments");
    }
  }
}
