package io.drayage.storage.store;

import io.drayage.storage.domain.tag.PullRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Times of pulls in PostgreSQL; replicas that write the same ones do so in the same order. */
public final class JdbcPullRecords implements PullRecords {
  private static final int BATCH = 5_000;
  private static final Comparator<Pulled> ORDER =
      Comparator.comparing(Pulled::repository).thenComparing(Pulled::reference);

  private final Database database;

  public JdbcPullRecords(Database database) {
    this.database = database;
  }

  @Override
  public void note(Map<Pulled, Instant> pulls) {
    List<Map.Entry<Pulled, Instant>> sorted = new ArrayList<>(pulls.entrySet());
    sorted.sort(Map.Entry.comparingByKey(ORDER));
    for (int i = 0; i < sorted.size(); i += BATCH) {
      List<Map.Entry<Pulled, Instant>> batch =
          sorted.subList(i, Math.min(i + BATCH, sorted.size()));
      database
          .jdbc()
          .sql(
              """
              insert into last_pull (repository_id, reference, pulled_at)
              select r.id, p.reference, p.at
              from unnest(cast(? as text[]), cast(? as text[]), cast(? as timestamptz[]))
                with ordinality p (path, reference, at, position)
              join repository r on r.path = p.path
              order by p.position
              on conflict (repository_id, reference)
              do update set pulled_at = excluded.pulled_at
              where last_pull.pulled_at < excluded.pulled_at
              """)
          .param(batch.stream().map(pull -> pull.getKey().repository()).toArray(String[]::new))
          .param(batch.stream().map(pull -> pull.getKey().reference()).toArray(String[]::new))
          .param(batch.stream().map(pull -> pull.getValue().toString()).toArray(String[]::new))
          .update();
    }
  }
}
