package io.drayage.copier.web;

import io.drayage.api.ProblemException;
import java.util.regex.Pattern;

/** The names that people give to syncs and policies. */
final class Names {
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?");

  private Names() {}

  /**
   * Looks whether a name can be given.
   *
   * @throws ProblemException when it cannot
   */
  static void require(String name) {
    if (!NAME.matcher(name).matches()) {
      throw ProblemException.invalid(
          "name", "must be 1 to 63 lower-case letters, digits, dots and dashes");
    }
  }
}
