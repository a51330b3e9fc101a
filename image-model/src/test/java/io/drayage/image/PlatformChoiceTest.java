package io.drayage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlatformChoiceTest {
  private static final Map<String, String> ZSTD = Map.of(PlatformChoice.ZSTD_ANNOTATION, "true");

  @ParameterizedTest
  @CsvSource({
    "linux/amd64, linux/amd64",
    "linux/amd64/v3, linux/amd64/v3 linux/amd64",
    "linux/arm64, linux/arm64 linux/arm64/v8",
    "linux/arm64/v8, linux/arm64/v8 linux/arm64",
    "linux/arm64/v9, linux/arm64/v9 linux/arm64",
    "linux/arm, linux/arm linux/arm/v8 linux/arm/v7 linux/arm/v6 linux/arm/v5",
    "linux/arm/v7, linux/arm/v7 linux/arm/v6 linux/arm/v5 linux/arm",
    "linux/arm/v5, linux/arm/v5 linux/arm",
    "linux/arm/v4, linux/arm/v4 linux/arm"
  })
  void wantsTheBestVariantFirst(String platform, String expected) {
    PlatformChoice choice = PlatformChoice.of(Platform.parse(platform));

    assertThat(choice.wanted()).extracting(Platform::toString).containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    ",,, linux/arm64/v8",
    "windows,,, windows/arm64/v8",
    ",amd64,, linux/amd64",
    ",arm64,, linux/arm64",
    ",,v9, linux/arm64/v9",
    ",arm,v6, linux/arm/v6"
  })
  void replacesWhatIsGiven(
      @Nullable String os, @Nullable String architecture, @Nullable String variant, String first) {
    Platform local = Platform.of("linux", "arm64", "v8");

    PlatformChoice choice = PlatformChoice.overriding(local, os, architecture, variant);

    assertThat(choice.wanted().getFirst()).hasToString(first);
  }

  @ParameterizedTest
  @CsvSource({
    "linux/amd64, linux/arm64 linux/amd64 windows/amd64, 1",
    "linux/amd64, linux/amd64 linux/amd64, 0",
    "linux/arm/v7, linux/arm/v5 linux/arm/v6 linux/arm, 1",
    "linux/arm/v6, linux/arm/v7 linux/arm, 1",
    "linux/arm, linux/arm/v5 linux/arm/v7, 1",
    "linux/arm64/v8, linux/arm64 linux/arm64/v8, 1",
    "linux/arm64, linux/arm64/v8 linux/arm64, 1",
    "linux/amd64, - linux/amd64, 1",
    "linux/amd64, - linux/s390x -, 0"
  })
  void choosesFromOciIndex(String wanted, String offered, int position) {
    ImageIndex index = index(MediaType.OCI_INDEX, offered.split(" "));

    Descriptor chosen = PlatformChoice.of(Platform.parse(wanted)).choose(index);

    assertThat(chosen).isEqualTo(index.manifests().get(position));
  }

  @Test
  void neverTakesEntryWithoutPlatformFromDockerList() {
    ImageIndex list = index(MediaType.DOCKER_LIST, "-", "linux/s390x");

    assertThat(PlatformChoice.of(Platform.of("linux", "amd64")).find(list)).isEmpty();
  }

  @Test
  void ignoresVersionAndFeaturesOfTheOperatingSystem() {
    var platform = new Platform("windows", "amd64", null, "10.0.1", List.of("win32k"));
    ImageIndex index =
        ImageIndex.create(
            MediaType.OCI_INDEX, List.of(manifest(0).withPlatform(platform)), ManifestDetails.NONE);

    assertThat(PlatformChoice.of(Platform.of("windows", "amd64")).find(index)).isPresent();
    assertThat(PlatformChoice.of(platform).find(index)).isPresent();
  }

  @Test
  void prefersZstdInOciIndexUnlessToldOtherwise() {
    Platform platform = Platform.of("linux", "amd64");
    Descriptor first = manifest(0).withPlatform(platform);
    Descriptor second = manifest(1).withPlatform(platform).withAnnotations(ZSTD);
    Descriptor third = manifest(2).withPlatform(platform).withAnnotations(ZSTD);
    ImageIndex index =
        ImageIndex.create(MediaType.OCI_INDEX, List.of(first, second, third), ManifestDetails.NONE);
    PlatformChoice choice = PlatformChoice.of(platform);

    assertThat(choice.choose(index)).isEqualTo(second);
    assertThat(choice.preferringGzip().choose(index)).isEqualTo(first);
  }

  @Test
  void prefersTheBetterPlatformToTheBetterCompression() {
    Descriptor v6 = manifest(0).withPlatform(Platform.of("linux", "arm", "v6"));
    Descriptor v7 = manifest(1).withPlatform(Platform.of("linux", "arm", "v7"));
    ImageIndex index =
        ImageIndex.create(
            MediaType.OCI_INDEX, List.of(v6.withAnnotations(ZSTD), v7), ManifestDetails.NONE);

    assertThat(PlatformChoice.of(Platform.of("linux", "arm", "v7")).choose(index)).isEqualTo(v7);
  }

  @Test
  void saysWhatIsOfferedWhenNothingFits() {
    ImageIndex index =
        index(MediaType.OCI_INDEX, "linux/amd64", "linux/amd64", "linux/arm/v7", "unknown/unknown");

    assertThatThrownBy(() -> PlatformChoice.of(Platform.of("linux", "s390x")).choose(index))
        .isInstanceOf(PlatformNotFoundException.class)
        .hasMessage(
            "no image found in the index for platform linux/s390x;"
                + " it offers linux/amd64, linux/arm/v7, unknown/unknown");
  }

  @Test
  void saysThatAnEmptyIndexIsEmpty() {
    ImageIndex index = ImageIndex.create(MediaType.OCI_INDEX, List.of(), ManifestDetails.NONE);

    assertThatThrownBy(() -> PlatformChoice.local().choose(index))
        .isInstanceOf(PlatformNotFoundException.class)
        .hasMessageEndingWith("; it is empty");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux/amd64",
    "Linux, x86_64, linux/amd64",
    "Linux, aarch64, linux/arm64/v8",
    "Linux, arm, linux/arm",
    "Linux, i386, linux/386",
    "Linux, ppc64le, linux/ppc64le",
    "Linux, s390x, linux/s390x",
    "Linux, riscv64, linux/riscv64",
    "Linux, loongarch64, linux/loong64",
    "Mac OS X, aarch64, darwin/arm64/v8",
    "Mac OS X, x86_64, darwin/amd64",
    "Windows 11, amd64, windows/amd64",
    "Windows Server 2022, amd64, windows/amd64",
    "FreeBSD, amd64, freebsd/amd64",
    "SunOS, amd64, solaris/amd64"
  })
  void translatesJavasNamesToGos(String os, String architecture, String expected) {
    assertThat(LocalPlatform.of(os, architecture)).hasToString(expected);
  }

  @Test
  void knowsThisMachine() {
    assertThat(PlatformChoice.local().accepts(Platform.local())).isTrue();
  }

  private static ImageIndex index(MediaType format, String... platforms) {
    List<Descriptor> manifests = new ArrayList<>();
    for (String platform : Arrays.asList(platforms)) {
      Descriptor manifest = manifest(manifests.size());
      manifests.add(
          platform.equals("-") ? manifest : manifest.withPlatform(Platform.parse(platform)));
    }
    return ImageIndex.create(format, manifests, ManifestDetails.NONE);
  }

  private static Descriptor manifest(int number) {
    byte[] content = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    return new Descriptor(MediaType.OCI_MANIFEST, Digest.of(content), content.length);
  }
}
