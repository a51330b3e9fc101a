package io.drayage.copier;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.copier.domain.run.Claim;
import io.drayage.copier.domain.run.Claims;
import io.drayage.copier.domain.run.Run.Lead;
import io.drayage.copier.domain.run.RunState;
import io.drayage.copier.domain.run.Runs;
import io.drayage.copier.domain.run.Transfer.Action;
import io.drayage.copier.domain.run.Transfer.Effort;
import io.drayage.copier.domain.run.Transfer.Outcome;
import io.drayage.copier.domain.run.Transfer.Planned;
import io.drayage.copier.domain.run.Transfer.State;
import io.drayage.copier.domain.run.Transfers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody says who has lost a run or a part of it does not count. */
class FencingIT {
  private static final Outcome ARRIVED =
      new Outcome(State.COPIED, Optional.of("sha256:0"), 1, Optional.empty());
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir static Path data;
  private static RunningCopier copier;
  private static QueueRecord record;
  private static int number;
  private Runs runs;
  private Claims claims;
  private Transfers transfers;
  private long run;

  @BeforeAll
  static void startCopier() throws Exception {
    List<String> database = SharedPostgres.newDatabase();
    copier = RunningCopier.startOn(database, data, "--drayage.copier.housekeeping=1h");
    record = QueueRecord.open(database);
  }

  @AfterAll
  static void stopCopier() throws Exception {
    record.close();
    copier.close();
  }

  /** A run that no task stands for, so that the service itself leaves it alone. */
  @BeforeEach
  void makeRun() throws Exception {
    runs = copier.part(Runs.class);
    claims = copier.part(Claims.class);
    transfers = copier.part(Transfers.class);
    run =
        record.number(
            """
            insert into run (sync_name, sync_version, spec, cause, requested_by, priority, plan_only,
              state, starts, created_at)
            values ('fenced%d', 1, '{"sources": [], "destination": "b.example.com/{path}"}',
              'REQUEST', 'anonymous', 50, false, 'RUNNING', 1, now()) returning id"""
                .formatted(number++));
  }

  private Lead lead() {
    return runs.takeLead(run).orElseThrow().lead();
  }

  private Claim claim(Lead lead, long step) {
    return claims.claim(lead, step, "somebody").orElseThrow();
  }

  private static Planned image(String tag) {
    return new Planned(
        0,
        Action.COPY,
        State.PENDING,
        "a.example.com/app:" + tag,
        "b.example.com/app:" + tag,
        Optional.empty(),
        Effort.NONE,
        Optional.empty());
  }

  private long step() {
    return 1_000_000 + run * 100;
  }

  @Test
  void leaderWhoWasReplacedChangesNothing() {
    Lead former = lead();
    claims.offer(former, List.of(step()));
    Claim claim = claim(former, step());
    transfers.plan(claim, List.of(image("1")));
    Lead latter = lead();

    claims.offer(former, List.of(step() + 1));
    transfers.plan(claim, List.of(image("2")));
    transfers.clearPlan(claim, 0);
    transfers.finishPlan(claim, 0);

    assertThat(runs.wish(former)).isEmpty();
    assertThat(runs.arrived(former, RunState.FAILED, Optional.of("late"))).isFalse();
    assertThat(transfers.deal(former, 4)).isZero();
    assertThat(claims.claim(former, step() + 1, "somebody")).isEmpty();
    assertThat(claims.wish(claim)).isEmpty();
    assertThat(transfers.planned(run)).isEmpty();
    assertThat(transfers.count(run).images()).isEqualTo(1);
    assertThat(runs.arrived(latter, RunState.FAILED, Optional.empty())).isTrue();
  }

  @Test
  void workerWhosePartWasTakenOverEndsNothing() {
    Lead lead = lead();
    claims.offer(lead, List.of(step()));
    Claim former = claim(lead, step());
    transfers.plan(former, List.of(image("1"), image("2")));
    transfers.deal(lead, 1);
    long first = transfers.open(lead, 0).getFirst().id();
    assertThat(transfers.begin(former, first)).isTrue();
    Claim latter = claim(lead, step());

    assertThat(transfers.end(former, first, Outcome.failed("late"))).isFalse();
    assertThat(transfers.postpone(former, first, new Transfers.Setback("late", PATIENCE)))
        .isFalse();
    assertThat(transfers.begin(former, first)).isFalse();
    claims.done(former);
    assertThat(claims.open(lead)).isEqualTo(1);

    assertThat(transfers.begin(latter, first)).isTrue();
    assertThat(transfers.end(latter, first, ARRIVED)).isTrue();
    assertThat(transfers.end(latter, first, ARRIVED)).as("once").isFalse();
  }

  @Test
  void endOfARunPutsBackWhatWasBegun() throws Exception {
    Lead lead = lead();
    claims.offer(lead, List.of(step()));
    Claim claim = claim(lead, step());
    transfers.plan(claim, List.of(image("1")));
    transfers.deal(lead, 1);
    long id = transfers.open(lead, 0).getFirst().id();
    transfers.begin(claim, id);

    assertThat(runs.arrived(lead, RunState.CANCELLED, Optional.empty())).isTrue();

    assertThat(transfers.end(claim, id, ARRIVED)).isFalse();
    assertThat(runs.find(run).orElseThrow().counts().pending()).isEqualTo(1);
    assertThat(record.texts("select 1 from part_claim where run_id = " + run)).isEmpty();
  }

  @Test
  void patienceEnds() {
    Lead lead = lead();
    claims.offer(lead, List.of(step()));
    Claim claim = claim(lead, step());
    transfers.plan(claim, List.of(image("1")));
    transfers.deal(lead, 1);
    long id = transfers.open(lead, 0).getFirst().id();
    transfers.begin(claim, id);

    assertThat(transfers.postpone(claim, id, new Transfers.Setback("away", PATIENCE))).isTrue();
    assertThat(transfers.open(lead, 0)).as("it waits").isEmpty();
    assertThat(transfers.rest(lead, 0)).get().matches(Duration::isPositive);
    transfers.begin(claim, id);

    assertThat(transfers.postpone(claim, id, new Transfers.Setback("away", Duration.ZERO)))
        .isFalse();
  }
}
