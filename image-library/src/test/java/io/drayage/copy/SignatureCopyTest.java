package io.drayage.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.copy.CompressionRule.Compress;
import io.drayage.copy.CompressionRule.Scope;
import io.drayage.image.Credential;
import io.drayage.image.Digest;
import io.drayage.image.Platform;
import io.drayage.image.RawManifest;
import io.drayage.registries.Lookaside;
import io.drayage.registries.SignaturePlaces;
import io.drayage.registries.SignaturePlaces.Attachments;
import io.drayage.registry.RegistryClientOptions;
import io.drayage.registry.RetryPolicy;
import io.drayage.registry.TlsSettings;
import io.drayage.registry.TlsVerification;
import io.drayage.signature.Signature;
import io.drayage.signature.Signer;
import io.drayage.signature.SimpleSignature;
import io.drayage.testing.ImageFixture;
import io.drayage.testing.MemoryRegistry;
import io.drayage.testing.SeededImages;
import io.drayage.transport.DockerTransport;
import io.drayage.transport.ImageDestination;
import io.drayage.transport.ImageLocation;
import io.drayage.transport.ImageSource;
import io.drayage.transport.RegistryAccess;
import io.drayage.transport.RegistryRouting;
import io.drayage.transport.SignatureReads;
import io.drayage.transport.SignatureStorage;
import io.drayage.transport.SignatureStorage.Form;
import io.drayage.transport.TestSignatures;
import io.drayage.transport.TransportContext;
import io.drayage.transport.local.DirTransport;
import io.drayage.transport.local.OciTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signatures on their way from one place to another, and images that need them. */
@Timeout(120)
class SignatureCopyTest {
  private static final Platform AMD64 = Platform.of("linux", "amd64");
  private static final Platform ARM64 = Platform.of("linux", "arm64");
  private static final CopyOptions OPTIONS = CopyOptions.forPlatform(AMD64);
  private static final SimpleSignature SIMPLE = TestSignatures.simple("of the source");

  @TempDir Path folder;

  private final MemoryRegistry source = MemoryRegistry.start();
  private final MemoryRegistry destination = MemoryRegistry.start();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private RegistryAccess access = access(Attachments.IGNORED);

  private RegistryAccess access(Attachments attachments) {
    return RegistryAccess.open(
        RegistryRouting.direct(
            new TlsSettings(TlsVerification.SKIPPED, List.of(), Optional.empty()),
            new Credential.Anonymous()),
        RegistryClientOptions.standard().withRetry(RetryPolicy.none()),
        reference -> {
          Lookaside beside =
              new Lookaside.Folder(
                  folder
                      .resolve(reference.repository().registry().value().replace(':', '-'))
                      .resolve(reference.repository().path()));
          return new SignaturePlaces(beside, beside, attachments);
        });
  }

  private void useAttachments() {
    access.close();
    access = access(Attachments.USED);
  }

  @AfterEach
  void close() {
    access.close();
    source.close();
    destination.close();
  }

  private TransportContext context() {
    return new TransportContext(access, folder, Optional.empty());
  }

  private ImageLocation from() {
    return DockerTransport.INSTANCE.parse("//" + source.authority() + "/ns/app:1");
  }

  private ImageLocation to() {
    return DockerTransport.INSTANCE.parse("//" + destination.authority() + "/to/app:1");
  }

  private void sign(ImageLocation location, Digest manifest, Signature... signatures)
      throws IOException {
    try (ImageDestination place = location.openDestination(context())) {
      place.as(SignatureStorage.class).orElseThrow().putSignatures(manifest, List.of(signatures));
    }
  }

  private List<Signature> signatures(ImageLocation location, Digest manifest) throws IOException {
    try (ImageSource place = location.openSource(context())) {
      return place.as(SignatureReads.class).orElseThrow().signatures(manifest);
    }
  }

  private CopyResult copy(ImageLocation destination, CopyOptions options) throws IOException {
    return copy(from(), destination, options, SourceApproval.EVERYTHING);
  }

  private CopyResult copy(
      ImageLocation from, ImageLocation destination, CopyOptions options, SourceApproval approval)
      throws IOException {
    return Copier.create(new BlobLocationsInMemory(), approval, ProgressListener.NONE)
        .copy(
            new CopyRequest(
                new CopyEnd(from, context()), new CopyEnd(destination, context()), options));
  }

  private static CopyOptions signing(ImageSigner... signers) {
    return OPTIONS.with(
        new SignatureOptions(SignatureRule.COPY, List.of(signers), Optional.empty()));
  }

  /** Signs by writing down what is to be signed, and knows its own signatures again. */
  private ImageSigner signer(String name) {
    return new ImageSigner(
        name,
        Form.SIMPLE,
        new Signer() {
          @Override
          public Signature sign(Digest manifest, String dockerReference) {
            asked.add(name + " " + manifest + " " + dockerReference);
            return TestSignatures.simple(name + " " + manifest + " " + dockerReference);
          }

          @Override
          public boolean made(Signature signature, Digest manifest, String dockerReference) {
            return signature.equals(
                TestSignatures.simple(name + " " + manifest + " " + dockerReference));
          }
        });
  }

  /** Accepts manifests that have the source's signature. */
  private SourceApproval needing(Signature signature) {
    return _ ->
        new ImageApproval() {
          @Override
          public boolean needsSignatures() {
            return true;
          }

          @Override
          public void approve(RawManifest manifest, List<Signature> signatures) throws IOException {
            asked.add("approve " + manifest.digest());
            if (!signatures.contains(signature)) {
              throw new CopyRefusedException("it is not signed");
            }
          }
        };
  }

  @Test
  void copiesSignaturesWithTheImage() throws IOException {
    Digest digest = SeededImages.image(1).storeIn(source, "ns/app", "1").digest();
    sign(from(), digest, SIMPLE);

    copy(to(), OPTIONS);

    assertThat(signatures(to(), digest)).containsExactly(SIMPLE);
  }

  @Test
  void copiesAttachedSignatures() throws IOException {
    useAttachments();
    Digest digest = SeededImages.image(1).storeIn(source, "ns/app", "1").digest();
    sign(from(), digest, TestSignatures.sigstore("one"), SIMPLE);

    copy(to(), OPTIONS);

    assertThat(signatures(to(), digest))
        .containsExactlyInAnyOrder(TestSignatures.sigstore("one"), SIMPLE);
  }

  @Test
  void bringsSignaturesThatAnImageLacksAndNothingElse() throws IOException {
    Digest digest = SeededImages.image(1).storeIn(source, "ns/app", "1").digest();
    copy(to(), OPTIONS);
    sign(from(), digest, SIMPLE);
    destination.log().clear();

    CopyResult second = copy(to(), OPTIONS);
    CopyResult third = copy(to(), OPTIONS);

    assertThat(second.outcome()).isEqualTo(CopyResult.Outcome.COPIED);
    assertThat(third.outcome()).isEqualTo(CopyResult.Outcome.UNCHANGED);
    assertThat(destination.log().count(r -> !r.method().equals("HEAD"))).isZero();
    assertThat(signatures(to(), digest)).containsExactly(SIMPLE);
  }

  @Test
  void addsAttachedSignaturesToThoseOfTheDestination() throws IOException {
    useAttachments();
    Digest digest = SeededImages.image(1).storeIn(source, "ns/app", "1").digest();
    sign(from(), digest, TestSignatures.sigstore("of the source"));
    sign(to(), digest, TestSignatures.sigstore("of the destination"));

    copy(to(), OPTIONS);

    assertThat(signatures(to(), digest))
        .containsExactlyInAnyOrder(
            TestSignatures.sigstore("of the source"),
            TestSignatures.sigstore("of the destination"));
  }

  @Test
  void leavesAttachedSignaturesBehindWhenAskedTo() throws IOException {
    useAttachments();
    Digest digest = SeededImages.image(1).storeIn(source, "ns/app", "1").digest();
    sign(from(), digest, TestSignatures.sigstore("of the source"));

    copy(to(), OPTIONS.with(SignatureOptions.REMOVE));

    assertThat(destination.tags("to/app")).containsExactly("1");
  }

  @Test
  void leavesSignaturesBehindWhenAskedTo() throws IOException {
    Digest digest = SeededImages.image(1).storeIn(source, "ns/app", "1").digest();
    sign(from(), digest, SIMPLE);

    copy(to(), OPTIONS.with(SignatureOptions.REMOVE));

    assertThat(signatures(to(), digest)).isEmpty();
  }

  @Test
  void refusesADestinationThatCannotKeepSignaturesBeforeAnythingIsWritten() throws IOException {
    Digest digest = SeededImages.image(1).storeIn(source, "ns/app", "1").digest();
    sign(from(), digest, SIMPLE);
    ImageLocation layout = OciTransport.INSTANCE.parse(folder.resolve("layout") + ":1");

    assertThatThrownBy(() -> copy(layout, OPTIONS))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining("Can not copy signatures to oci:")
        .hasMessageContaining("--remove-signatures");
    assertThat(folder.resolve("layout/index.json")).doesNotExist();
    copy(layout, OPTIONS.with(SignatureOptions.REMOVE));
  }

  @Test
  void refusesAttachmentsWhereTheyAreSwitchedOffBeforeAnythingIsWritten() throws IOException {
    Digest digest = SeededImages.image(1).storeIn(source, "ns/app", "1").digest();
    sign(from(), digest, SIMPLE);
    ImageLocation dir = DirTransport.INSTANCE.parse(folder.resolve("dir").toString());
    copy(dir, OPTIONS);
    sign(dir, digest, TestSignatures.sigstore("one"));

    assertThatThrownBy(() -> copy(dir, to(), OPTIONS, SourceApproval.EVERYTHING))
        .hasMessageContaining("writing sigstore attachments is disabled");
    assertThat(destination.repositories()).isEmpty();
  }

  @Test
  void goesThroughAFolderAndBack() throws IOException {
    ImageFixture index = SeededImages.multiArch(1, AMD64, ARM64).storeIn(source, "ns/app", "1");
    Digest child = index.children().getFirst().digest();
    sign(from(), index.digest(), SIMPLE);
    sign(from(), child, TestSignatures.simple("of the child"));
    ImageLocation dir = DirTransport.INSTANCE.parse(folder.resolve("dir").toString());
    CopyOptions all = OPTIONS.with(new ImageSelection.All());

    copy(dir, all);
    copy(dir, to(), all, SourceApproval.EVERYTHING);

    assertThat(folder.resolve("dir/signature-1")).hasBinaryContent(SIMPLE.stored());
    assertThat(folder.resolve("dir/" + child.hex() + ".signature-1")).exists();
    assertThat(signatures(to(), index.digest())).containsExactly(SIMPLE);
    assertThat(signatures(to(), child)).containsExactly(TestSignatures.simple("of the child"));
  }

  @Test
  void replacesTheSignaturesOfAFolderWithItsImage() throws IOException {
    Digest old = SeededImages.image(1).storeIn(source, "ns/app", "1").digest();
    sign(from(), old, SIMPLE, TestSignatures.simple("another"));
    ImageLocation dir = DirTransport.INSTANCE.parse(folder.resolve("dir").toString());
    copy(dir, OPTIONS);
    SeededImages.image(2).storeIn(source, "ns/app", "1");

    copy(dir, OPTIONS);

    assertThat(folder.resolve("dir/signature-1")).doesNotExist();
    assertThat(folder.resolve("dir/signature-2")).doesNotExist();
  }

  @Test
  void doesNotChangeWhatIsSigned() throws IOException {
    Digest digest = SeededImages.image(1).storeIn(source, "ns/app", "1").digest();
    sign(from(), digest, SIMPLE);
    CopyOptions packed =
        OPTIONS.with(new Compress(CompressionAlgorithm.ZSTD, OptionalInt.empty(), Scope.ALL));

    assertThatThrownBy(() -> copy(to(), packed))
        .hasMessageContaining("its digest must stay: it is signed")
        .hasMessageContaining("--remove-signatures");
    assertThat(destination.repositories()).isEmpty();
    assertThat(copy(to(), packed.with(SignatureOptions.REMOVE)).digest()).isNotEqualTo(digest);
  }

  @Test
  void doesNotChangeTheChildrenOfASignedIndex() throws IOException {
    ImageFixture index = SeededImages.multiArch(1, AMD64, ARM64).storeIn(source, "ns/app", "1");
    sign(from(), index.digest(), SIMPLE);

    assertThatThrownBy(
            () -> copy(to(), OPTIONS.with(new ImageSelection.All()).with(ManifestFormat.V2S2)))
        .hasMessageContaining("it is signed");
    assertThatThrownBy(() -> copy(to(), OPTIONS.with(new ImageSelection.Platforms(List.of(ARM64)))))
        .hasMessageContaining("it is signed");
    assertThat(destination.repositories()).isEmpty();
  }

  @Test
  void signsEveryManifestBeforeTheTagIsWritten() throws IOException {
    ImageFixture index = SeededImages.multiArch(1, AMD64, ARM64).storeIn(source, "ns/app", "1");
    List<String> tags = new ArrayList<>();
    ImageSigner watching =
        new ImageSigner(
            "watching",
            Form.SIMPLE,
            (manifest, name) -> {
              tags.addAll(destination.tags("to/app"));
              return TestSignatures.simple(manifest + name);
            });

    copy(to(), signing(watching, signer("key")).with(new ImageSelection.All()));

    String name = destination.authority() + "/to/app:1";
    assertThat(tags).isEmpty();
    assertThat(asked)
        .containsExactly(
            "key " + index.children().get(0).digest() + " " + name,
            "key " + index.children().get(1).digest() + " " + name,
            "key " + index.digest() + " " + name);
    assertThat(signatures(to(), index.digest())).hasSize(2);
  }

  @Test
  void signsTheManifestAsItIsAtTheDestination() throws IOException {
    Digest digest = SeededImages.image(1).storeIn(source, "ns/app", "1").digest();
    SignatureOptions named =
        new SignatureOptions(
            SignatureRule.COPY, List.of(signer("key")), Optional.of("example.test/app:1"));

    Digest made = copy(to(), OPTIONS.with(ManifestFormat.V2S2).with(named)).digest();

    assertThat(made).isNotEqualTo(digest);
    assertThat(asked).containsExactly("key " + made + " example.test/app:1");
    assertThat(signatures(to(), made)).hasSize(1);
  }

  @Test
  void signsOnceHoweverOftenAnImageIsCopied() throws IOException {
    Digest digest = SeededImages.image(1).storeIn(source, "ns/app", "1").digest();

    copy(to(), signing(signer("key")));
    CopyResult again = copy(to(), signing(signer("key")));
    copy(to(), signing(signer("other")));

    assertThat(again.outcome()).isEqualTo(CopyResult.Outcome.UNCHANGED);
    assertThat(signatures(to(), digest)).hasSize(2);
  }

  @Test
  void signsOneImageOfAnIndexThatTheDestinationHas() throws IOException {
    ImageFixture index = SeededImages.multiArch(1, AMD64, ARM64).storeIn(source, "ns/app", "1");
    copy(to(), OPTIONS.with(new ImageSelection.All()));
    destination.log().clear();

    copy(to(), signing(signer("key")));

    assertThat(signatures(to(), index.children().getFirst().digest())).hasSize(1);
    assertThat(signatures(to(), index.digest())).hasSize(1);
    assertThat(destination.log().count("PUT", "")).isZero();
  }

  @Test
  void needsANameToSignAFolder() {
    SeededImages.image(1).storeIn(source, "ns/app", "1");
    ImageLocation dir = DirTransport.INSTANCE.parse(folder.resolve("dir").toString());

    assertThatThrownBy(() -> copy(dir, signing(signer("key"))))
        .hasMessageContaining("Cannot determine canonical Docker reference for destination dir:");
    assertThat(source.log().count()).isZero();
  }

  @Test
  void copiesOnlyWhatIsApprovedByItsSignatures() throws IOException {
    Digest digest = SeededImages.image(1).storeIn(source, "ns/app", "1").digest();

    assertThatThrownBy(() -> copy(from(), to(), OPTIONS, needing(SIMPLE)))
        .isInstanceOfSatisfying(
            CopyException.class, e -> assertThat(e.side()).isEqualTo(Side.SOURCE))
        .hasMessageContaining("it is not signed");
    assertThat(destination.log().count(r -> !r.method().equals("HEAD"))).isZero();
    sign(from(), digest, SIMPLE);
    copy(from(), to(), OPTIONS, needing(SIMPLE));
    assertThat(destination.tags("to/app")).containsExactly("1");
  }

  @Test
  void asksAboutAnImageThatTheDestinationHasAlready() throws IOException {
    SeededImages.image(1).storeIn(source, "ns/app", "1");
    copy(to(), OPTIONS);

    assertThatThrownBy(() -> copy(from(), to(), OPTIONS, needing(SIMPLE)))
        .hasMessageContaining("it is not signed");
  }

  @Test
  void asksAboutTheChosenImageOfAnIndexOnly() throws IOException {
    ImageFixture index = SeededImages.multiArch(1, AMD64, ARM64).storeIn(source, "ns/app", "1");
    Digest child = index.children().getFirst().digest();
    sign(from(), child, SIMPLE);

    copy(from(), to(), OPTIONS, needing(SIMPLE));

    assertThat(asked).containsExactly("approve " + child);
  }

  @Test
  void asksAboutEveryImageOfAnIndexAndWritesNothingWhenOneIsRefused() throws IOException {
    ImageFixture index = SeededImages.multiArch(1, AMD64, ARM64).storeIn(source, "ns/app", "1");
    sign(from(), index.children().getFirst().digest(), SIMPLE);
    CopyOptions all = OPTIONS.with(new ImageSelection.All());

    assertThatThrownBy(() -> copy(from(), to(), all, needing(SIMPLE)))
        .hasMessageContaining(index.children().getLast().digest().toString());
    assertThat(destination.log().count(r -> !r.method().equals("HEAD"))).isZero();
    // The same when the destination has all of it.
    copy(to(), all);
    assertThatThrownBy(() -> copy(from(), to(), all, needing(SIMPLE)))
        .hasMessageContaining(index.children().getLast().digest().toString());
  }

  @Test
  void refusesAnIndexWhoseChildWasSwapped() throws IOException {
    ImageFixture index = SeededImages.multiArch(1, AMD64, ARM64).storeIn(source, "ns/app", "1");
    Digest child = index.children().getFirst().digest();
    sign(from(), child, SIMPLE);
    source.putWrongManifest(
        "ns/app",
        child,
        source.manifest("ns/app", index.children().getLast().digest().toString()).orElseThrow());

    assertThatThrownBy(() -> copy(from(), to(), OPTIONS, needing(SIMPLE)))
        .isInstanceOf(CopyException.class)
        .hasMessageContaining(child.toString());
    assertThat(destination.log().count(r -> !r.method().equals("HEAD"))).isZero();
  }

  @Test
  void costsNoRequestWhereNoSignatureIsConfigured() throws IOException {
    SeededImages.image(1).storeIn(source, "ns/app", "1");
    copy(to(), OPTIONS);
    int first = source.log().count() + destination.log().count();
    copy(to(), OPTIONS);

    assertThat(source.log().count("GET", ".sig")).isZero();
    assertThat(source.log().count() + destination.log().count() - first).isEqualTo(2);
  }
}
