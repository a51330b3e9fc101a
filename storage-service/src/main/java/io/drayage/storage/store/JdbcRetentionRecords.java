package io.drayage.storage.store;

import io.drayage.image.Digest;
import io.drayage.image.Tag;
import io.drayage.storage.domain.Page;
import io.drayage.storage.domain.RepositoryPath;
import io.drayage.storage.domain.retention.Decision;
import io.drayage.storage.domain.retention.RepositoryFacts;
import io.drayage.storage.domain.retention.RepositoryPlan;
import io.drayage.storage.domain.retention.RetentionRecords;
import io.drayage.storage.domain.retention.RetentionRun;
import io.drayage.storage.domain.tag.ImmutabilityRules;
import io.drayage.storage.domain.trash.Removal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs of retention in PostgreSQL. */
public final class JdbcRetentionRecords implements RetentionRecords {
  private static final int BATCH = 5_000;
  private static final String RUNS =
      """
      select id, cause, actor, started_at, ended_at, state, repositories, tags, tags_to_go,
        manifests_to_go, bytes, tags_gone, manifests_gone, removal_id, failure
      from retention_run
      """;

  private final Database database;
  private final JdbcTrash trash;
  private final InstantSource clock;
  private final RetentionFacts facts;
  private final TrashWrites writes;

  public JdbcRetentionRecords(Database database, JdbcTrash trash, InstantSource clock) {
    this.database = database;
    this.trash = trash;
    this.clock = clock;
    this.facts = new RetentionFacts(database);
    this.writes = trash.writes();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  @Override
  public long begin(RetentionRun.Origin origin, String repositories) {
    database
        .jdbc()
        .sql(
            """
            update retention_run set state = 'failed', failure = 'it was cut short', ended_at = ?
            where state = 'running'
            """)
        .param(now())
        .update();
    return database
        .jdbc()
        .sql(
            """
            insert into retention_run (cause, state, actor, repositories, started_at)
            values (?, 'running', ?, ?, ?) returning id
            """)
        .params(
            label(origin.cause()),
            origin.actor(),
            repositories,
            origin.startedAt().atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Optional<RepositoryFacts> facts(RepositoryPath repository) {
    return database.find(repository).map(id -> facts.read(id, repository));
  }

  @Override
  public void save(long run, RepositoryPlan plan) {
    long repository = database.find(plan.repository()).orElseThrow();
    List<Decision> all = plan.decisions();
    for (int i = 0; i < all.size(); i += BATCH) {
      save(run, repository, all.subList(i, Math.min(all.size(), i + BATCH)));
    }
    database
        .jdbc()
        .sql("update retention_run set tags = tags + ? where id = ?")
        .params(plan.tags(), run)
        .update();
  }

  private void save(long run, long repository, List<Decision> batch) {
    database
        .jdbc()
        .sql(
            """
            insert into retention_item
              (run_id, repository_id, kind, reference, digest, goes, reason, pushed_at)
            select ?, ?, i.* from unnest(cast(? as text[]), cast(? as text[]), cast(? as text[]),
              cast(? as boolean[]), cast(? as text[]), cast(? as timestamptz[])) i
            """)
        .param(run)
        .param(repository)
        .param(batch.stream().map(d -> label(d.kind())).toArray(String[]::new))
        .param(batch.stream().map(Decision::reference).toArray(String[]::new))
        .param(batch.stream().map(d -> d.digest().toString()).toArray(String[]::new))
        .param(batch.stream().map(Decision::goes).toArray(Boolean[]::new))
        .param(batch.stream().map(d -> d.verdict().reason()).toArray(String[]::new))
        .param(batch.stream().map(d -> d.pushedAt().toString()).toArray(String[]::new))
        .update();
  }

  @Override
  public RetentionRun.Counts count(long run) {
    database
        .jdbc()
        .sql(
            """
            with going as materialized (
              select repository_id, kind, reference from retention_item where run_id = ? and goes),
            freed as (
              select distinct n.digest from going g
              join manifest_blob n
                on n.repository_id = g.repository_id and n.manifest = g.reference
              where g.kind = 'manifest'
              and not exists (
                select from manifest_blob other
                where other.digest = n.digest
                and not exists (
                  select from retention_item i
                  where i.run_id = ? and i.repository_id = other.repository_id
                  and i.kind = 'manifest' and i.reference = other.manifest and i.goes)))
            update retention_run set
              tags_to_go = (select count(*) from going where kind = 'tag'),
              manifests_to_go = (select count(*) from going where kind = 'manifest'),
              bytes = (select coalesce(sum(b.size), 0) from freed join blob b using (digest))
            where id = ?
            """)
        .params(run, run, run)
        .update();
    return find(run).orElseThrow().counts();
  }

  @Override
  public List<RepositoryPath> concerned(long run) {
    return database
        .jdbc()
        .sql(
            """
            select path from repository
            where id in (select repository_id from retention_item where run_id = ? and goes)
            order by path
            """)
        .param(run)
        .query((row, _) -> new RepositoryPath(row.getString(1)))
        .list();
  }

  @Override
  public void apply(long run, RepositoryPath repository, Instant expiresAt) {
    database
        .transactions()
        .executeWithoutResult(_ -> applyInTransaction(run, repository, expiresAt));
    trash.changed(repository);
  }

  private void applyInTransaction(long run, RepositoryPath repository, Instant expiresAt) {
    database.sign();
    long id = database.find(repository).orElseThrow();
    TagWrites.Place place = new TagWrites.Place(id, repository);
    long removal = removal(run, expiresAt);
    ImmutabilityRules rules = new JdbcImmutabilityRecords(database).all();
    long tags =
        going(run, id, "tag").stream()
            .filter(seen -> rules.protector(repository, seen.tag()).isEmpty())
            .filter(seen -> writes.move(removal, place, seen))
            .count();
    List<String> digests =
        database
            .jdbc()
            .sql(
                """
                select reference from retention_item
                where run_id = ? and repository_id = ? and kind = 'manifest' and goes
                order by reference
                """)
            .params(run, id)
            .query((row, _) -> row.getString(1))
            .list();
    int manifests = trash.moveAll(removal, place, digests);
    database
        .jdbc()
        .sql(
            """
            update retention_run
            set tags_gone = tags_gone + ?, manifests_gone = manifests_gone + ? where id = ?
            """)
        .params(tags, manifests, run)
        .update();
    ChangeFeed.announce(database.jdbc(), repository);
  }

  private List<TrashWrites.Seen> going(long run, long repository, String kind) {
    return database
        .jdbc()
        .sql(
            """
            select reference, digest, pushed_at from retention_item
            where run_id = ? and repository_id = ? and kind = ? and goes order by reference
            """)
        .params(run, repository, kind)
        .query(
            (row, _) ->
                new TrashWrites.Seen(
                    new Tag(row.getString(1)), row.getString(2), row.getTimestamp(3).toInstant()))
        .list();
  }

  /** One removal for all repositories of a run. */
  private long removal(long run, Instant expiresAt) {
    RetentionRun known = find(run).orElseThrow();
    if (known.removal().isPresent()) {
      return known.removal().get();
    }
    long removal =
        writes.open(
            Removal.Kind.RETENTION,
            new Removal.Origin(known.origin().actor(), clock.instant(), expiresAt));
    database
        .jdbc()
        .sql("update retention_run set removal_id = ? where id = ?")
        .params(removal, run)
        .update();
    return removal;
  }

  @Override
  public void end(long run, RetentionRun.State state, Optional<String> failure) {
    database
        .jdbc()
        .sql("update retention_run set state = ?, failure = ?, ended_at = ? where id = ?")
        .param(label(state))
        .param(failure.orElse(null))
        .param(now())
        .param(run)
        .update();
  }

  @Override
  public Optional<RetentionRun> find(long run) {
    return database
        .jdbc()
        .sql(RUNS + "where id = ?")
        .param(run)
        .query((row, _) -> run(row))
        .optional();
  }

  @Override
  public List<RetentionRun> list(long before, int limit) {
    return database
        .jdbc()
        .sql(RUNS + "where id < ? order by id desc limit ?")
        .params(before, limit)
        .query((row, _) -> run(row))
        .list();
  }

  private static RetentionRun run(ResultSet row) throws SQLException {
    return new RetentionRun(
        row.getLong(1),
        new RetentionRun.Origin(
            RetentionRun.Cause.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
            row.getString(3),
            row.getTimestamp(4).toInstant(),
            Optional.ofNullable(row.getTimestamp(5)).map(Timestamp::toInstant)),
        RetentionRun.State.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
        row.getString(7),
        new RetentionRun.Counts(
            row.getLong(8),
            row.getLong(9),
            row.getLong(10),
            row.getLong(11),
            new RetentionRun.Gone(row.getLong(12), row.getLong(13))),
        Optional.ofNullable(row.getObject(14, Long.class)),
        Optional.ofNullable(row.getString(15)));
  }

  @Override
  public Optional<Instant> lastScheduled() {
    return database
        .jdbc()
        .sql(
            """
            select started_at from retention_run where cause = 'schedule'
            order by started_at desc limit 1
            """)
        .query((row, _) -> row.getTimestamp(1).toInstant())
        .optional();
  }

  @Override
  public Page<Item> items(long run, Page.Request request) {
    long after = request.after().isEmpty() ? 0 : Long.parseLong(request.after());
    return Page.of(
        database
            .jdbc()
            .sql(
                """
                select i.id, r.path, i.kind, i.reference, i.digest, i.goes, i.reason, i.pushed_at
                from retention_item i join repository r on r.id = i.repository_id
                where i.run_id = ? and i.id > ? order by i.id limit ?
                """)
            .params(run, after, request.limit() + 1)
            .query((row, _) -> item(row))
            .list(),
        request,
        item -> Long.toString(item.number()));
  }

  private static Item item(ResultSet row) throws SQLException {
    return new Item(
        row.getLong(1),
        new RepositoryPath(row.getString(2)),
        new Decision(
            Decision.Kind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
            row.getString(4),
            Digest.parse(row.getString(5)),
            new Decision.Verdict(
                row.getBoolean(6) ? Decision.Fate.GOES : Decision.Fate.STAYS, row.getString(7)),
            row.getTimestamp(8).toInstant()));
  }

  @Override
  public int forget(Instant before) {
    return database
        .jdbc()
        .sql("delete from retention_run where started_at < ?")
        .param(before.atOffset(ZoneOffset.UTC))
        .update();
  }
}
