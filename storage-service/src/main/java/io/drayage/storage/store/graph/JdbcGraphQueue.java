package io.drayage.storage.store.graph;

import io.drayage.image.Digest;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.graph.GraphEntry;
import io.drayage.storage.domain.graph.GraphQueue;
import io.drayage.storage.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The queue of manifests for the graph in PostgreSQL. */
public final class JdbcGraphQueue implements GraphQueue {
  private final Database database;
  private final GraphRows rows;

  public JdbcGraphQueue(Database database) {
    this.database = database;
    this.rows = new GraphRows(database.jdbc());
  }

  private record Queued(
      long repository, RepositoryPath path, String digest, Optional<RawManifest> raw) {}

  @Override
  public int work(int limit, Reading reading) {
    Integer taken =
        database
            .transactions()
            .execute(
                _ -> {
                  List<Queued> queued = take(limit);
                  queued.forEach(manifest -> enter(manifest, reading));
                  return queued.size();
                });
    return taken == null ? 0 : taken;
  }

  /**
   * Holds the manifests, too: whoever deletes one waits for this, and never the other way round.
   */
  private List<Queued> take(int limit) {
    return database
        .jdbc()
        .sql(
            """
            select m.repository_id, r.path, m.digest, m.media_type, m.bytes
            from graph_queue q
            join manifest m on m.repository_id = q.repository_id and m.digest = q.manifest
            join repository r on r.id = q.repository_id
            where q.due_at <= now() order by q.due_at limit ?
            for key share of m skip locked for update of q skip locked
            """)
        .param(limit)
        .query((row, _) -> queued(row))
        .list();
  }

  private static Queued queued(ResultSet row) throws SQLException {
    String digest = row.getString(3);
    Optional<RawManifest> raw;
    try {
      raw =
          Optional.of(
              RawManifest.verified(
                  row.getBytes(5), new MediaType(row.getString(4)), Digest.parse(digest)));
    } catch (InvalidFormatException _) {
      raw = Optional.empty(); // damaged; pulls say so, and the graph goes on
    }
    return new Queued(row.getLong(1), new RepositoryPath(row.getString(2)), digest, raw);
  }

  private void enter(Queued queued, Reading reading) {
    GraphEntry entry =
        queued.raw().map(raw -> reading.read(queued.path(), raw)).orElse(new GraphEntry.Nothing());
    switch (entry) {
      case GraphEntry.OfImage(var image) -> {
        rows.insert(queued.repository(), image);
        done(queued);
      }
      case GraphEntry.OfIndex(var address, var children) -> {
        rows.insert(queued.repository(), address, children);
        done(queued);
      }
      case GraphEntry.Nothing _ -> done(queued);
      case GraphEntry.Later _ -> postpone(queued);
    }
  }

  private void done(Queued queued) {
    database
        .jdbc()
        .sql("delete from graph_queue where repository_id = ? and manifest = ?")
        .params(queued.repository(), queued.digest())
        .update();
  }

  private void postpone(Queued queued) {
    database
        .jdbc()
        .sql(
            """
            update graph_queue set due_at = now() + interval '1 minute'
            where repository_id = ? and manifest = ?
            """)
        .params(queued.repository(), queued.digest())
        .update();
  }

  @Override
  public boolean isEmpty() {
    return database
        .jdbc()
        .sql("select not exists (select from graph_queue)")
        .query(Boolean.class)
        .single();
  }
}
