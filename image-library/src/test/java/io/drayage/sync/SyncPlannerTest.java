package io.drayage.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.copy.CopyOptions;
import io.drayage.copy.CopyRequest;
import io.drayage.copy.ImageSelection;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Platform;
import io.drayage.sync.SyncNaming.Scope;
import io.drayage.transport.ContentNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncPlannerTest {
  private static final String DIGEST =
      "sha256:0000000000000000000000000000000011111111111111111111111111111111";
  private static final SyncNaming SCOPED = new SyncNaming(Scope.FULL_PATH, "");
  private static final CopyOptions OPTIONS = CopyOptions.forPlatform(Platform.of("linux", "amd64"));

  private final FakeRegistries registries = new FakeRegistries();
  private final List<SyncEvent> events = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void plansEveryTagOfARepository() throws Exception {
    registries.with("docker.io/library/busybox", "latest", "1.36", "", "not/a/tag");

    SyncPlan plan = plan("docker", "busybox", "docker", "mirror.example.com/lib");

    assertThat(copies(plan))
        .containsExactly(
            "docker://docker.io/library/busybox:latest to"
                + " docker://mirror.example.com/lib/busybox:latest",
            "docker://docker.io/library/busybox:1.36 to"
                + " docker://mirror.example.com/lib/busybox:1.36");
    assertThat(plan.sources()).isEqualTo(1);
    assertThat(plan.problems()).hasSize(2).noneMatch(SyncProblem::isError);
    assertThat(registries.lists).containsExactly("CONFIGURED docker.io/library/busybox");
    assertThat(events).contains(new SyncEvent.PlanMade(plan));
  }

  @ParameterizedTest
  @CsvSource({
    "docker, localhost:5000/a/b:1, docker, m.io/x, BASE_NAME, '', docker://m.io/x/b:1",
    "docker, q.io/a/b:1, docker, m.io/x/, FULL_PATH, '', docker://m.io/x/q.io/a/b:1",
    "docker, busybox:1, docker, localhost:5000, BASE_NAME, '', docker://localhost:5000/busybox:1",
    "docker, busybox:1, docker, m.io, FULL_PATH, '', docker://m.io/docker.io/library/busybox:1",
    "docker, busybox:1, docker, m.io, BASE_NAME, -test, docker://m.io/busybox:1-test",
    "docker, localhost:5000/a/b:1, dir, /media/usb, BASE_NAME, '', dir:/media/usb/b:1",
    "docker, localhost:5000/a/b:1, dir, rel/, FULL_PATH, .x, dir:rel/localhost:5000/a/b:1.x",
    "docker, q.io/a/b:1, oci, /layouts/l, BASE_NAME, '', oci:/layouts/l:b:1",
    "docker, q.io/a/b:1, oci, l, FULL_PATH, '', oci:l:q.io/a/b:1",
  })
  void namesImagesAsSkopeoDoes(
      String from,
      String source,
      String to,
      String place,
      Scope scope,
      String suffix,
      String expected)
      throws Exception {
    SyncPlan plan = plan(from, source, to, place, new SyncNaming(scope, suffix));

    assertThat(plan.problems()).isEmpty();
    assertThat(plan.images().getFirst().destination()).hasToString(expected);
    assertThat(registries.lists).isEmpty();
  }

  @Test
  void anImageNamedByDigestKeepsItsDigest() throws Exception {
    SyncPlan plan = plan("docker", "q.io/a/b@" + DIGEST, "docker", "m.io/x");

    assertThat(plan.images().getFirst().destination()).hasToString("docker://m.io/x/b@" + DIGEST);
  }

  @Test
  void aSuffixDoesNotFitADigest() throws Exception {
    SyncPlan plan =
        plan("docker", "q.io/b@" + DIGEST, "docker", "m.io", new SyncNaming(Scope.BASE_NAME, "-x"));

    assertThat(plan.images()).isEmpty();
    assertThat(plan.problems()).singleElement().matches(SyncProblem::isError);
  }

  @Test
  void aRegistryWithPortIsNoPathOfARepository() throws Exception {
    SyncPlan plan = plan("docker", "localhost:5000/b:1", "docker", "m.io", SCOPED);

    assertThat(plan.images()).isEmpty();
    assertThat(plan.problems()).singleElement().matches(SyncProblem::isError);
  }

  @Test
  void aRepositoryWithoutTagsIsRefused() {
    registries.with("q.io/a");

    assertThatThrownBy(() -> plan("docker", "q.io/a", "docker", "m.io"))
        .isInstanceOf(SyncRefusedException.class)
        .hasMessage("No images to sync found in \"q.io/a\"");
  }

  @Test
  void theOnlySourceThatIsMissingIsAFailure() {
    assertThatThrownBy(() -> plan("docker", "q.io/a", "docker", "m.io"))
        .isInstanceOf(ContentNotFoundException.class);
  }

  @Test
  void findsImageFoldersAndNothingBelowThem() throws Exception {
    image("b:2/sub");
    image("a:1");
    Files.createDirectories(folder.resolve("a:1/inner"));
    Files.createFile(folder.resolve("a:1/inner/manifest.json"));
    Files.createDirectories(folder.resolve("empty"));

    SyncPlan plan = plan("dir", folder.toString(), "docker", "m.io/x");
    SyncPlan scoped = plan("dir", folder.toString(), "oci", "layout", SCOPED);

    assertThat(copies(plan))
        .containsExactly(
            "dir:%s/a:1 to docker://m.io/x/a:1".formatted(folder),
            "dir:%s/b:2/sub to docker://m.io/x/sub:latest".formatted(folder));
    assertThat(copies(scoped))
        .containsExactly(
            "dir:%s/a:1 to oci:layout:a:1".formatted(folder),
            "dir:%s/b:2/sub to oci:layout:b:2/sub".formatted(folder));
  }

  @Test
  void aFolderThatIsAnImageIsNamedLikeTheFolder() throws Exception {
    image("busybox:1");

    SyncPlan plan = plan("dir", folder.resolve("busybox:1").toString(), "docker", "m.io", SCOPED);

    assertThat(plan.images().getFirst().destination()).hasToString("docker://m.io/busybox:1");
  }

  @Test
  void refusesFoldersWithoutImages() {
    assertThatThrownBy(() -> plan("dir", folder.toString(), "docker", "m.io"))
        .isInstanceOf(SyncRefusedException.class)
        .hasMessageStartingWith("No images to sync found in");
    assertThatThrownBy(() -> plan("dir", folder.resolve("no").toString(), "docker", "m.io"))
        .isInstanceOf(SyncRefusedException.class)
        .hasMessageStartingWith("Invalid source directory specified");
    assertThatThrownBy(() -> plan("dir", folder.toString(), "dir", "x"))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessage("sync from 'dir' to 'dir' not implemented, consider using rsync instead");
  }

  @Test
  void namesOfALayoutSayWhereTheyBelongOrAreTagsOfTheFolder() throws Exception {
    SyncPlan plan =
        new SyncPlanner(
                request("oci", "/layouts/alpine", "docker", "m.io/x", SyncNaming.BASE_NAMES),
                FakeTransport.withLayout("3.19", "library/busybox:1", "../evil:1"),
                registries,
                events::add)
            .plan();

    assertThat(copies(plan))
        .containsExactly(
            "oci:/layouts/alpine:3.19 to docker://m.io/x/alpine:3.19",
            "oci:/layouts/alpine:library/busybox:1 to docker://m.io/x/busybox:1",
            "oci:/layouts/alpine:../evil:1 to docker://m.io/x/evil:1");
  }

  @Test
  void aNameOfALayoutCannotLeaveTheDestination() throws Exception {
    SyncPlan plan =
        new SyncPlanner(
                request("oci", "/layouts/alpine", "dir", "/media/usb", SCOPED),
                FakeTransport.withLayout("../../etc/x:1", "/abs:1", "ok:1"),
                registries,
                events::add)
            .plan();

    assertThat(copies(plan)).containsExactly("oci:/layouts/alpine:ok:1 to dir:/media/usb/ok:1");
    assertThat(plan.problems()).hasSize(2).allMatch(SyncProblem::isError);
  }

  @Test
  void twoImagesForOnePlaceAreRefusedBeforeAnythingMoves() {
    assertThatThrownBy(
            () ->
                planRules(
                    """
                    a.io: {images: {x/app: [1]}}
                    b.io: {images: {y/app: [2, 1]}}
                    """))
        .isInstanceOf(SyncRefusedException.class)
        .hasMessage(
            "docker://a.io/x/app:1 and docker://b.io/y/app:1 would both be written to"
                + " docker://m.io/app:1: keep their full names apart with --scoped");
  }

  @Test
  void theSameImageTwiceIsCopiedOnceAndListedOnce() throws Exception {
    registries.with("a.io/app", "1.0", "1.1", "2.0");

    SyncPlan plan =
        planRules(
            """
            a.io:
              images: {app: [1.0]}
              images-by-tag-regex: {app: ^1}
              images-by-semver: {app: "1"}
            """);

    assertThat(copies(plan)).hasSize(2);
    assertThat(registries.lists).containsExactly("CONFIGURED a.io/app");
  }

  @Test
  void twoAnswersToWhichPlatformsAreRefused() {
    registries.with("a.io/app", "1.0");

    assertThatThrownBy(
            () ->
                planRules(
                    """
                    a.io:
                      images: {app: {tags: [1.0], platforms: [linux/arm64]}}
                      images-by-tag-regex: {app: ^1}
                    """))
        .isInstanceOf(SyncRefusedException.class)
        .hasMessageContaining("different platforms");
  }

  @Test
  void explicitTagsAreNotLookedUp() throws Exception {
    SyncPlan plan = planRules("a.io: {images: {app: [1, 2], other: [%s]}}".formatted(DIGEST));

    assertThat(plan.images()).hasSize(3);
    assertThat(plan.sources()).isEqualTo(2);
    assertThat(registries.lists).isEmpty();
  }

  @Test
  void anEntryIsReachedAsItSays() throws Exception {
    registries.with("a.io/app", "1").with("b.io/app2", "1");

    SyncPlan plan =
        planRules(
            """
            a.io: {images: {app: []}, tls-verify: false}
            b.io: {images: {app2: {platforms: [linux/s390x]}}}
            """);

    assertThat(registries.lists)
        .containsExactlyInAnyOrder("SKIPPED a.io/app", "CONFIGURED b.io/app2");
    assertThat(plan.images().get(0).source().context())
        .isNotSameAs(plan.images().get(1).source().context());
    assertThat(plan.images().get(0).options()).isEqualTo(OPTIONS);
    assertThat(plan.images().get(1).options().selection())
        .isEqualTo(new ImageSelection.Platforms(List.of(Platform.of("linux", "s390x"))));
  }

  @Test
  void aRepositoryThatCannotBeListedIsAnErrorAndAFilterThatLeavesNothingAWarning()
      throws Exception {
    registries.with("a.io/app", "1", "2").with("a.io/odd", "x");

    SyncPlan plan =
        planRules(
            """
            a.io:
              images:
                missing: []
                app: []
              images-by-semver:
                odd: ">1"
            """);

    assertThat(plan.images()).hasSize(2);
    assertThat(plan.hasErrors()).isTrue();
    assertThat(plan.problems())
        .extracting(SyncProblem::toString)
        .containsExactly(
            "sync.yaml:3: Error determining repository tags for repo a.io/missing: repository name"
                + " not known to registry",
            "sync.yaml:6: No refs to sync found in a.io/odd: the filter leaves none of 1 tags");
    assertThat(events).filteredOn(SyncEvent.ProblemFound.class::isInstance).hasSize(2);
  }

  @Test
  void problemsOfTheFileAreProblemsOfThePlan() throws Exception {
    SyncPlan plan = planRules("a.io: {images: {app: [1], APP: [1]}}");

    assertThat(plan.images()).hasSize(1);
    assertThat(plan.hasErrors()).isTrue();
  }

  @Test
  void unknownTransportsAreNamed() {
    assertThatThrownBy(() -> SyncSource.parse("docker-archive", "x"))
        .hasMessage("\"docker-archive\" is not a valid source transport");
    assertThatThrownBy(() -> SyncDestination.parse("yaml", "x"))
        .hasMessage("\"yaml\" is not a valid destination transport");
  }

  private SyncPlan plan(String from, String source, String to, String place) throws Exception {
    return plan(from, source, to, place, SyncNaming.BASE_NAMES);
  }

  private SyncPlan plan(String from, String source, String to, String place, SyncNaming naming)
      throws Exception {
    return new Sync(
            new FakeCopier(),
            FakeTransport.withLayout(),
            registries,
            events::add,
            InstantSource.system())
        .plan(request(from, source, to, place, naming));
  }

  private SyncPlan planRules(String text) throws IOException, InterruptedException {
    var source = new SyncSource.Rules(SyncConfig.parse(text, "sync.yaml"));
    var request =
        new SyncRequest(
            source, SyncDestination.parse("docker", "m.io"), SyncNaming.BASE_NAMES, OPTIONS);
    return new SyncPlanner(request, FakeTransport.withLayout(), registries, events::add).plan();
  }

  private static SyncRequest request(
      String from, String source, String to, String place, SyncNaming naming) throws IOException {
    return new SyncRequest(
        SyncSource.parse(from, source), SyncDestination.parse(to, place), naming, OPTIONS);
  }

  private void image(String name) throws IOException {
    Path image = Files.createDirectories(folder.resolve(name));
    Files.createFile(image.resolve("manifest.json"));
  }

  private static List<String> copies(SyncPlan plan) {
    return plan.images().stream().map(CopyRequest::toString).toList();
  }
}
