package io.drayage.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.sidebyside.Comparison.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final Run DONE = new Run(0, "text\n", "", List.of("+ file 1"));

  @Test
  void findsNoDifferenceInWhatIsNotCompared() {
    Run loud = new Run(0, "other\n", "warning", List.of("+ file 1"));

    assertThat(verdict(DONE, loud, Set.of(Aspect.EXIT, Aspect.EFFECT), Optional.empty()))
        .isEqualTo(Verdict.SAME);
  }

  @Test
  void callsAnUnexplainedDifferenceABug() {
    Run other = new Run(0, "text\n", "", List.of("+ file 2"));

    assertThat(verdict(DONE, other, Set.of(Aspect.EFFECT), Optional.empty()))
        .isEqualTo(Verdict.BUG);
    assertThat(verdict(DONE, other, Set.of(Aspect.EFFECT), Optional.of("reason")))
        .isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void knowsWhatAnOldSkopeoCannot() {
    Run unknown = new Run(1, "", "unknown flag: --new", List.of());
    Run missing = new Run(1, "", "no such image", List.of());

    assertThat(verdict(unknown, DONE, Set.of(Aspect.EXIT), Optional.empty()))
        .isEqualTo(Verdict.NEWER);
    assertThat(
            verdict(
                missing,
                new Run(2, "", "not found", List.of()),
                Set.of(Aspect.values()),
                Optional.empty()))
        .isEqualTo(Verdict.NEWER);
  }

  private static Verdict verdict(
      Run skopeo, Run dray, Set<Aspect> compared, Optional<String> reason) {
    CommandCase one = new CommandCase("", List.of("x"), "", compared, reason);
    return new Comparison(one, skopeo, dray).verdict();
  }
}
