package io.drayage.service.secret;

import io.drayage.service.secret.SealedRows.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings all secrets to the current key. It can be broken off and run again, on several replicas at
 * once; old keys are needed until it has run without a failure. Thread-safe.
 */
public final class KeyRotation {
  private static final int PAGE = 200;

  private final SecretBox box;
  private final List<SealedRows> tables;

  /**
   * What came of it.
   *
   * @param key the name of the current key
   * @param encrypted how many secrets have the current key now that had another one
   * @param unchanged how many had it before, or were changed meanwhile
   * @param failures one message for each that cannot be decrypted; it stays as it is
   */
  public record Outcome(String key, int encrypted, int unchanged, List<String> failures) {
    public Outcome {
      failures = List.copyOf(failures);
    }
  }

  public KeyRotation(SecretBox box, List<SealedRows> tables) {
    this.box = box;
    this.tables = List.copyOf(tables);
  }

  /** Encrypts each secret anew that has not the current key. */
  public Outcome run() {
    String key = box.refresh();
    List<String> failures = new ArrayList<>();
    int[] encrypted = new int[1];
    int[] unchanged = new int[1];
    for (SealedRows table : tables) {
      each(
          table,
          row -> {
            try {
              if (!box.isCurrent(row.secret())
                  && table.replace(
                      row, box.seal(box.open(row.secret(), row.place()), row.place()))) {
                encrypted[0]++;
              } else {
                unchanged[0]++;
              }
            } catch (SecretException e) {
              failures.add(String.valueOf(e.getMessage()));
            }
          });
    }
    return new Outcome(key, encrypted[0], unchanged[0], failures);
  }

  /**
   * Decrypts one secret for each key, as a start does: a wrong file of keys is noticed then, and
   * not when a registry is asked at night.
   *
   * @throws SecretException when one cannot be decrypted
   */
  public void check() {
    Set<String> checked = new HashSet<>();
    for (SealedRows table : tables) {
      each(
          table,
          row -> {
            if (checked.add(row.secret().key())) {
              box.open(row.secret(), row.place());
            }
          });
    }
  }

  private static void each(SealedRows table, Consumer<Row> action) {
    List<Row> page = table.after("", PAGE);
    while (!page.isEmpty()) {
      page.forEach(action);
      page = table.after(page.getLast().place().row(), PAGE);
    }
  }
}
