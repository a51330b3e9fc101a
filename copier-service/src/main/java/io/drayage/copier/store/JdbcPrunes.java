package io.drayage.copier.store;

import io.drayage.copier.domain.prune.Prunes;
import io.drayage.copier.domain.run.Claim;
import io.drayage.copier.domain.run.Run.Lead;
import io.drayage.copier.domain.run.Transfer;
import java.util.List;

/** What runs remove and verify, in PostgreSQL. */
public final class JdbcPrunes implements Prunes {
  private final Database database;

  public JdbcPrunes(Database database) {
    this.database = database;
  }

  @Override
  public List<Found> found(long run) {
    return database
        .jdbc()
        .sql("select rule, source, destination from transfer where run_id = ? and rule >= 0")
        .param(run)
        .query((row, _) -> new Found(row.getInt(1), row.getString(2), row.getString(3)))
        .list();
  }

  @Override
  public void counted(Claim claim, long there) {
    database
        .jdbc()
        .sql("update run set prune_there = :there where id = :run and " + JdbcClaims.HOLDS)
        .param("there", there)
        .param("run", claim.lead().run())
        .param("step", claim.step())
        .param("token", claim.token())
        .update();
  }

  @Override
  public Extent extent(long run) {
    return database
        .jdbc()
        .sql(
            """
            select (select count(*) from transfer
              where run_id = r.id and rule < 0 and action = 'DELETE' and state = 'PENDING'),
              r.prune_there, r.prune_confirmed
            from run r where r.id = ?
            """)
        .param(run)
        .query(
            (row, _) ->
                new Extent(
                    row.getLong(1),
                    row.getLong(2),
                    row.getBoolean(3) ? Confirmation.GIVEN : Confirmation.MISSING))
        .single();
  }

  @Override
  public void confirm(long run) {
    database.jdbc().sql("update run set prune_confirmed = true where id = ?").param(run).update();
  }

  @Override
  public List<Transfer> open(Lead lead) {
    return transfers(lead, "action = 'DELETE' and state in ('PENDING', 'RUNNING')");
  }

  @Override
  public List<Transfer> copied(Lead lead) {
    return transfers(lead, "state = 'COPIED'");
  }

  private List<Transfer> transfers(Lead lead, String where) {
    return database
        .jdbc()
        .sql(JdbcTransfers.SELECT + "where run_id = ? and " + where + " order by id")
        .param(lead.run())
        .query((row, _) -> JdbcTransfers.transfer(row))
        .list();
  }

  @Override
  public void refute(Claim claim, long transfer, String reason) {
    database
        .jdbc()
        .sql(
            """
            update transfer set state = 'FAILED', reason = :reason
            where id = :id and state = 'COPIED' and
            """
                + JdbcClaims.HOLDS)
        .param("reason", reason)
        .param("id", transfer)
        .param("step", claim.step())
        .param("token", claim.token())
        .update();
  }
}
