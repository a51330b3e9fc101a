package io.drayage.copier.store.webhook;

import io.drayage.copier.domain.webhook.SyncHooks;
import io.drayage.copier.store.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;

/** Hooks of syncs in PostgreSQL; tokens are random enough that a hash without salt hides them. */
public final class JdbcSyncHooks implements SyncHooks {
  private static final int TOKEN_BYTES = 32;

  private final Database database;
  private final SecureRandom random = new SecureRandom();

  public JdbcSyncHooks(Database database) {
    this.database = database;
  }

  @Override
  public Optional<String> newToken(String sync) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = HexFormat.of().formatHex(bytes);
    int made =
        database
            .jdbc()
            .sql(
                """
                insert into sync_hook (sync_name, token_hash)
                select name, ? from sync where name = ?
                on conflict (sync_name) do update set token_hash = excluded.token_hash
                """)
            .params(hash(token), sync)
            .update();
    return made == 0 ? Optional.empty() : Optional.of(token);
  }

  @Override
  public boolean push(String sync, String token, Duration quiet, Duration longest) {
    OffsetDateTime now = now();
    return database
            .jdbc()
            .sql(
                """
                update sync_hook set first_at = coalesce(first_at, :now),
                  due_at = least(:quiet, coalesce(first_at, :now) + :longest * interval '1 millisecond')
                where sync_name = :sync and token_hash = :hash
                """)
            .param("now", now)
            .param("quiet", now.plus(quiet))
            .param("longest", longest.toMillis())
            .param("sync", sync)
            .param("hash", hash(token))
            .update()
        == 1;
  }

  @Override
  public boolean startDue(Starter starter, Duration busy) {
    return Boolean.TRUE.equals(database.transactions().execute(_ -> startOne(starter, busy)));
  }

  private boolean startOne(Starter starter, Duration busy) {
    Optional<String> due =
        database
            .jdbc()
            .sql(
                """
                select sync_name from sync_hook where due_at <= ?
                order by due_at limit 1 for update skip locked
                """)
            .param(now())
            .query(String.class)
            .optional();
    due.ifPresent(
        sync -> {
          if (starter.start(sync)) {
            database
                .jdbc()
                .sql("update sync_hook set due_at = null, first_at = null where sync_name = ?")
                .param(sync)
                .update();
          } else {
            database
                .jdbc()
                .sql("update sync_hook set due_at = ? where sync_name = ?")
                .params(now().plus(busy), sync)
                .update();
          }
        });
    return due.isPresent();
  }

  private OffsetDateTime now() {
    return database.clock().instant().atOffset(ZoneOffset.UTC);
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
