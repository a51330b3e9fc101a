package io.drayage.storage.domain.event;

import io.drayage.image.InvalidFormatException;
import java.util.Arrays;
import java.util.Locale;

/** What was done. Labels are stable: audits and endpoints are filtered by them. */
public enum Action {
  /** A manifest was stored, maybe under a tag that pointed elsewhere before. */
  MANIFEST_PUSH,
  MANIFEST_DELETE,
  TAG_DELETE,
  BLOB_PUSH,
  /** A repository got a blob of another one. */
  BLOB_MOUNT,
  BLOB_DELETE,
  /** A manifest was read; not part of the audit. */
  MANIFEST_PULL,
  /** Something came back from the trash. */
  RESTORE,
  /** Users, robots or rights were changed. */
  ACCESS_CHANGE,
  /** Rules, quotas or what the cache keeps back were changed. */
  SETTING_CHANGE,
  /** Garbage collection removed something, or somebody asked for it. */
  COLLECTION;

  /** How it is written: {@code manifest.push}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /**
   * Reads a label.
   *
   * @throws InvalidFormatException when there is no such action
   */
  public static Action parse(String label) {
    return Arrays.stream(values())
        .filter(action -> action.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidFormatException(
                    "there is no such action: expected one of "
                        + String.join(", ", Arrays.stream(values()).map(Action::label).toList())));
  }
}
