package io.drayage.testing;

import org.opentest4j.TestAbortedException;

/** Whether the tests may do what only root may. */
final class Root {
  private Root() {}

  /**
   * Goes on as root.
   *
   * @throws TestAbortedException as anybody else
   */
  static void require(String program) {
    String user = System.getProperty("user.name");
    if (!"root".equals(user)) {
      throw new TestAbortedException(
          "%s needs root, and the tests run as %s".formatted(program, user));
    }
  }
}
