package io.drayage.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.copy.CopyEnd;
import io.drayage.copy.CopyRequest;
import io.drayage.image.Reference;
import io.drayage.transport.DockerLocation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CopyOrderTest {
  private final FakeRegistries registries = new FakeRegistries();

  @Test
  void takesTurnsAmongTheRepositoriesOfTheDestination() {
    assertThat(CopyOrder.of(images("a:1", "a:2", "a:3", "b:1", "c:1", "c:2")))
        .containsExactly(0, 3, 4, 1, 5, 2);
  }

  @Test
  void keepsTheOrderOfASingleRepository() {
    assertThat(CopyOrder.of(images("a:1", "a:2", "a:3"))).containsExactly(0, 1, 2);
    assertThat(CopyOrder.of(List.of())).isEmpty();
  }

  private List<CopyRequest> images(String... names) {
    return Stream.of(names)
        .map(
            name ->
                new CopyEnd(
                    new DockerLocation(Reference.parse("m.io/" + name)), registries.destination()))
        .map(end -> new CopyRequest(end, end, SyncWorld.ALL))
        .toList();
  }
}
