package io.drayage.copier;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks into the database of services, past them. Its witness writes down each time that a transfer
 * or a run comes to an end, whoever says so.
 */
final class QueueRecord implements AutoCloseable {
  private static final String WITNESS =
      """
      create table witness (kind text not null, id bigint not null, state text not null);
      create function witness() returns trigger language plpgsql as $$
      begin
        insert into witness values (tg_argv[0], new.id, new.state);
        return new;
      end $$;
      create trigger transfer_witness after update on transfer for each row
        when (old.state in ('PENDING', 'RUNNING') and new.state not in ('PENDING', 'RUNNING'))
        execute function witness('transfer');
      create trigger run_witness after update on run for each row
        when (old.state is distinct from new.state
          and new.state in ('SUCCEEDED', 'FAILED', 'CANCELLED'))
        execute function witness('run');
      """;

  private final List<String> database;
  private Connection connection;

  private QueueRecord(List<String> database) throws SQLException {
    this.database = List.copyOf(database);
    this.connection = connect(database);
  }

  private static Connection connect(List<String> database) throws SQLException {
    return DriverManager.getConnection(
        value(database.get(0)), value(database.get(1)), value(database.get(2)));
  }

  /**
   * @param database the settings that name the database
   */
  static QueueRecord open(List<String> database) throws SQLException {
    return new QueueRecord(database);
  }

  private static String value(String setting) {
    return setting.substring(setting.indexOf('=') + 1);
  }

  /** Writes down ends from now on; the tables are there already. */
  void watch() throws SQLException {
    execute(WITNESS);
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  long number(String sql) throws SQLException {
    return Long.parseLong(texts(sql).getFirst());
  }

  Optional<String> text(String sql) throws SQLException {
    return texts(sql).stream().findFirst();
  }

  /** The first column. */
  List<String> texts(String sql) throws SQLException {
    if (!connection.isValid(2)) {
      connection.close();
      connection = connect(database); // a crash has ended the one before
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(String.valueOf(rows.getString(1)));
      }
      return texts;
    }
  }

  /** How many transfers, or runs, came to an end, counting each time. */
  long ends(String kind) throws SQLException {
    return number("select count(*) from witness where kind = '%s'".formatted(kind));
  }

  /** How many came to an end more than once. */
  long repeatedEnds() throws SQLException {
    return number(
        "select count(*) from (select 1 from witness group by kind, id having count(*) > 1) r");
  }

  /** Tasks, claims, jobs and steps that are not over. */
  List<String> leftOver() throws SQLException {
    return texts(
        """
        select 'run task ' || task_instance from run_task
        union all select 'part task ' || task_instance from part_task
        union all select 'claim ' || step_execution_id from part_claim
        union all select 'job ' || job_execution_id from batch_job_execution
          where end_time is null
        union all select 'step ' || s.step_execution_id || ' ' || s.status
          from batch_step_execution s where s.end_time is null
        """);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
