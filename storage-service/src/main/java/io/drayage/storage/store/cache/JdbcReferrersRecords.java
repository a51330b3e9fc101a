package io.drayage.storage.store.cache;

import io.drayage.image.Digest;
import io.drayage.image.ImageIndex;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.ManifestDetails;
import io.drayage.image.MediaType;
import io.drayage.image.RawManifest;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.cache.ReferrersRecords;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists of referrers in PostgreSQL, each as the index that clients get. */
public final class JdbcReferrersRecords implements ReferrersRecords {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcReferrersRecords.class);

  private final JdbcClient jdbc;

  public JdbcReferrersRecords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Listed> find(RepositoryPath repository, Digest subject) {
    return jdbc.sql(
            "select list, checked_at from cache_referrers where repository = ? and subject = ?")
        .params(repository.value(), subject.toString())
        .query(
            (row, _) -> {
              ImageIndex index =
                  (ImageIndex) RawManifest.of(row.getBytes(1), MediaType.OCI_INDEX).parse();
              return new Listed(
                  index.manifests(), row.getObject(2, OffsetDateTime.class).toInstant());
            })
        .optional();
  }

  @Override
  public void keep(RepositoryPath repository, Digest subject, Listed listed) {
    byte[] list;
    try {
      list =
          ImageIndex.create(MediaType.OCI_INDEX, listed.referrers(), ManifestDetails.NONE)
              .raw()
              .bytes();
    } catch (InvalidFormatException e) {
      LOG.warn("the referrers of {} in {} are too many to keep", subject, repository, e);
      return;
    }
    jdbc.sql(
            """
            insert into cache_referrers (repository, subject, list, checked_at)
            values (?, ?, ?, ?)
            on conflict (repository, subject)
            do update set list = excluded.list, checked_at = excluded.checked_at
            """)
        .params(repository.value(), subject.toString(), list)
        .param(listed.at().atOffset(ZoneOffset.UTC))
        .update();
  }
}
