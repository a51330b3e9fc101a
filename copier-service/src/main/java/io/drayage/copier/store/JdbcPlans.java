package io.drayage.copier.store;

import io.drayage.api.copier.RunPlan;
import io.drayage.copier.domain.run.Plans;
import io.drayage.copier.domain.run.Run;
import java.util.List;
import java.util.OptionalDouble;

/** Plans in PostgreSQL. */
public final class JdbcPlans implements Plans {
  private final Database database;

  public JdbcPlans(Database database) {
    this.database = database;
  }

  @Override
  public Summary summary(Run run) {
    List<RunPlan.Source> sources =
        database
            .jdbc()
            .sql(
                """
                select split_part(source, '/', 1) as host, count(*), sum(bytes), sum(requests)
                from transfer
                where run_id = ? and action = 'COPY' and state in ('PENDING', 'RUNNING')
                group by host order by host
                """)
            .param(run.id())
            .query(
                (row, _) ->
                    new RunPlan.Source(
                        row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)))
            .list();
    return new Summary(sources, throughput(run.sync()));
  }

  /** Of the last runs that moved something; their plans took a part of the time. */
  private OptionalDouble throughput(String sync) {
    return database
        .jdbc()
        .sql(
            """
            select sum(moved) / greatest(sum(seconds), 0.001) from (
              select (counts ->> 'bytesMoved')::numeric as moved,
                extract(epoch from ended_at - coalesce(planned_at, started_at)) as seconds
              from run where sync_name = ? and state = 'SUCCEEDED' order by id desc limit 10) r
            where moved > 0 and seconds is not null
            """)
        .param(sync)
        .query(Double.class)
        .optional()
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }
}
