package io.drayage.transport.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.transport.ImageSource;
import io.drayage.transport.NoRegistries;
import io.drayage.transport.TagListing;
import io.drayage.transport.TestImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes write into one layout at the same time, and none loses an entry. */
class LayoutClusterIT {
  private static final int IMAGES = 20;

  @TempDir Path folder;

  @Test
  void processesKeepEachOthersEntries() throws Exception {
    Path layout = folder.resolve("layout");
    List<Process> writers = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String prefix : List.of("a", "b", "c")) {
      for (int i = 0; i < IMAGES; i++) {
        names.add(prefix + i);
      }
      writers.add(
          ChildJvm.start(
              LayoutWriter.class,
              layout.toString(),
              folder.resolve("tmp").toString(),
              prefix,
              Integer.toString(IMAGES)));
    }

    for (Process writer : writers) {
      assertThat(writer.waitFor()).isZero();
    }

    try (ImageSource source =
        OciTransport.INSTANCE
            .parse(layout + ":c0")
            .openSource(NoRegistries.context(folder.resolve("tmp")))) {
      assertThat(source.as(TagListing.class).orElseThrow().tags())
          .containsExactlyInAnyOrderElementsOf(names);
      assertThat(source.manifest()).isEqualTo(TestImage.single(0, TestImage.Kind.OCI).manifest());
    }
  }
}
