package io.drayage.copier.store;

import io.drayage.copier.domain.run.Claim;
import io.drayage.copier.domain.run.Claims;
import io.drayage.copier.domain.run.Run.Lead;
import io.drayage.copier.domain.run.Wish;
import java.util.Collection;
import java.util.Optional;

/** Claims in PostgreSQL. */
public final class JdbcClaims implements Claims {
  /** Holds as long as nobody has taken over the part or the run; follows a {@code where}. */
  static final String HOLDS =
      """
       exists (
        select 1 from part_claim c join run r on r.id = c.run_id and r.epoch = c.epoch
        where c.step_execution_id = :step and c.token = :token)
      """;

  /** The same, and nobody takes over before the statement is done. */
  static final String HOLDS_STILL = HOLDS.replace(":token)", ":token for share of c, r)");

  private final Database database;

  public JdbcClaims(Database database) {
    this.database = database;
  }

  @Override
  public void offer(Lead lead, Collection<Long> steps) {
    database
        .jdbc()
        .sql(
            """
            insert into part_claim (step_execution_id, run_id, epoch)
            select step, :run, :epoch from unnest(cast(:steps as bigint[])) step
            where exists (select 1 from run where id = :run and epoch = :epoch)
            """)
        .param("run", lead.run())
        .param("epoch", lead.epoch())
        .param("steps", steps.toArray(Long[]::new))
        .update();
  }

  @Override
  public Optional<Claim> claim(Lead lead, long step, String worker) {
    return database
        .jdbc()
        .sql(
            """
            update part_claim c set token = c.token + 1, worker = :worker, claimed_at = :now
            from run r
            where c.step_execution_id = :step and not c.done
              and r.id = c.run_id and r.epoch = c.epoch and c.epoch = :epoch
            returning c.token
            """)
        .param("worker", worker)
        .param("now", database.now())
        .param("step", step)
        .param("epoch", lead.epoch())
        .query(Integer.class)
        .optional()
        .map(token -> new Claim(lead, step, token));
  }

  @Override
  public Optional<Wish> wish(Claim claim) {
    return database
        .jdbc()
        .sql("select wanted from run where id = :run and " + HOLDS)
        .param("run", claim.lead().run())
        .param("step", claim.step())
        .param("token", claim.token())
        .query(String.class)
        .optional()
        .map(Wish::valueOf);
  }

  @Override
  public void done(Claim claim) {
    database.outlast(
        () ->
            database
                .jdbc()
                .sql("update part_claim set done = true where step_execution_id = ? and token = ?")
                .params(claim.step(), claim.token())
                .update());
  }

  @Override
  public int open(Lead lead) {
    return database.outlast(
        () ->
            database
                .jdbc()
                .sql("select count(*) from part_claim where run_id = ? and epoch = ? and not done")
                .params(lead.run(), lead.epoch())
                .query(Integer.class)
                .single());
  }
}
