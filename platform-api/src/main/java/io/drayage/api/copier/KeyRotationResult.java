package io.drayage.api.copier;

import java.util.List;

/**
 * What came of a rotation of keys.
 *
 * @param key the name of the current key
 * @param encrypted how many secrets were encrypted anew with it
 * @param unchanged how many had it before
 * @param failures one message for each that could not be decrypted; old keys are needed until there
 *     is none
 */
public record KeyRotationResult(String key, int encrypted, int unchanged, List<String> failures) {
  public KeyRotationResult {
    failures = List.copyOf(failures);
  }
}
