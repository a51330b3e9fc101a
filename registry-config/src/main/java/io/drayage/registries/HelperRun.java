package io.drayage.registries;

/**
 * What a helper program answered. Its output may hold secrets when it succeeded; when it failed, it
 * is the reason.
 *
 * @param name the program and its command, for messages
 */
record HelperRun(String name, int exitCode, String output, String errors) {
  private static final int MAXIMUM_REASON = 300;

  boolean says(String reason) {
    return exitCode != 0 && reason().equals(reason);
  }

  void requireSuccess(String subject) throws RegistriesConfigException {
    if (exitCode != 0) {
      throw new RegistriesConfigException(
          "%s failed for %s with exit code %d: %s; run it by hand to see why"
              .formatted(name, subject, exitCode, reason()));
    }
  }

  private String reason() {
    String text = output.strip();
    String reason = text.isEmpty() ? errors.strip() : text;
    if (reason.isEmpty()) {
      return "it gave no reason";
    }
    return reason.length() > MAXIMUM_REASON ? reason.substring(0, MAXIMUM_REASON) + "…" : reason;
  }
}
