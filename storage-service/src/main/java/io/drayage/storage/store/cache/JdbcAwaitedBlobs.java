package io.drayage.storage.store.cache;

import io.drayage.image.Digest;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.cache.AwaitedBlobs;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Awaited blobs in PostgreSQL. A manifest and a blob may be stored at the same moment, neither of
 * them seeing the other; so each looks for the other after it is stored itself, and one of them
 * finds it.
 */
public final class JdbcAwaitedBlobs implements AwaitedBlobs {
  private final JdbcClient jdbc;

  public JdbcAwaitedBlobs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void expect(RepositoryPath repository, Digest manifest, Collection<Digest> blobs) {
    if (blobs.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into cache_awaited (repository, manifest, digest)
            select ?, ?, unnest(cast(? as text[])) on conflict do nothing
            """)
        .params(repository.value(), manifest.toString())
        .param(blobs.stream().map(Digest::toString).toArray(String[]::new))
        .update();
  }

  @Override
  public void manifestStored(RepositoryPath repository, Digest manifest) {
    tie("manifest", repository, manifest);
  }

  @Override
  public void blobStored(RepositoryPath repository, Digest blob) {
    tie("digest", repository, blob);
  }

  /** The row of the blob is held, so that it is not removed before it is tied. */
  private void tie(String column, RepositoryPath repository, Digest digest) {
    jdbc.sql(
            """
            insert into manifest_blob (repository_id, manifest, digest)
            select r.id, a.manifest, a.digest
            from cache_awaited a
            join repository r on r.path = a.repository
            join manifest m on m.repository_id = r.id and m.digest = a.manifest
            join repository_blob l on l.repository_id = r.id and l.digest = a.digest
            join blob b on b.digest = a.digest and not b.doomed
            where a.repository = ? and a.%s = ?
            for key share of b
            on conflict do nothing
            """
                .formatted(column))
        .params(repository.value(), digest.toString())
        .update();
    jdbc.sql(
            """
            delete from cache_awaited a using repository r, manifest_blob n
            where a.repository = ? and a.%s = ?
            and r.path = a.repository and n.repository_id = r.id
            and n.manifest = a.manifest and n.digest = a.digest
            """
                .formatted(column))
        .params(repository.value(), digest.toString())
        .update();
  }
}
