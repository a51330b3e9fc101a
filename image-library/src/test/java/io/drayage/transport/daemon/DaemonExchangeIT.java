package io.drayage.transport.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.testing.MemoryEngine;
import io.drayage.testing.RequiresProgram;
import io.drayage.testing.SkopeoCommand;
import io.drayage.transport.ImageSource;
import io.drayage.transport.NoRegistries;
import io.drayage.transport.TestImage;
import io.drayage.transport.TransportContext;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Skopeo and we move images through the same engine. */
@RequiresProgram("skopeo")
class DaemonExchangeIT {
  @TempDir Path folder;

  @Test
  void skopeoReadsWhatWeLoadedAndTheReverse() throws IOException, InterruptedException {
    TransportContext context = NoRegistries.context(folder.resolve("tmp"));
    try (MemoryEngine engine = MemoryEngine.start(folder.resolve("engine.sock"))) {
      DaemonEndpoint endpoint = DaemonEndpoint.parse(engine.address());
      DaemonLocation ours = DaemonTransport.INSTANCE.parse("tools/app:ours").at(endpoint);
      DaemonLocation theirs = DaemonTransport.INSTANCE.parse("tools/app:theirs").at(endpoint);
      TestImage.single(1, TestImage.Kind.DOCKER_UNCOMPRESSED).write(ours, context);

      SkopeoCommand.of(
              "copy",
              "--src-daemon-host",
              engine.address(),
              "--dest-daemon-host",
              engine.address(),
              "docker-daemon:tools/app:ours",
              "docker-daemon:tools/app:theirs")
          .run()
          .orFail();

      assertThat(engine.names()).containsExactly("tools/app:ours", "tools/app:theirs");
      try (ImageSource first = ours.openSource(context);
          ImageSource second = theirs.openSource(context)) {
        assertThat(second.manifest()).isEqualTo(first.manifest());
      }
    }
  }
}
