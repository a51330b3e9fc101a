package io.drayage.storage.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.image.Digest;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.access.RepositoryPattern;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventFilterTest {
  private static final Digest DIGEST = Digest.of(new byte[0]);

  private static EventFilter filter(String pattern, Action... actions) {
    return new EventFilter(List.of(new RepositoryPattern(pattern)), Set.of(actions));
  }

  private static Change change(Action action, String repository) {
    return Change.of(action, new RepositoryPath(repository), DIGEST);
  }

  @Test
  void passesWhatMatchesInRepositoryAndAction() {
    EventFilter filter = filter("team/**", Action.MANIFEST_PUSH, Action.TAG_DELETE);

    assertThat(filter.passes(change(Action.MANIFEST_PUSH, "team/app"))).isTrue();
    assertThat(filter.passes(change(Action.MANIFEST_DELETE, "team/app"))).isFalse();
    assertThat(filter.passes(change(Action.MANIFEST_PUSH, "other/app"))).isFalse();
  }

  @Test
  void tellsWhatIsOfNoRepositoryToThoseWhoHearOfAll() {
    Change collection = Change.of(Action.COLLECTION, "removed 3 blobs");

    assertThat(filter("**", Action.COLLECTION).passes(collection)).isTrue();
    assertThat(filter("team/**", Action.COLLECTION).passes(collection)).isFalse();
  }

  @Test
  void aRepositoryStaysInItsLane() {
    Lane lane = Lane.of(change(Action.MANIFEST_PUSH, "team/app"));

    assertThat(Lane.of(change(Action.TAG_DELETE, "team/app"))).isEqualTo(lane);
    assertThat(lane.number()).isBetween(0, Lane.COUNT - 1);
    // Stored rows have it: it may not change with a version.
    assertThat(lane).isEqualTo(new Lane(3));
  }
}
