package io.drayage.cli;

import java.util.Optional;

/** The person in front of the program, if there is one. */
public interface Terminal {

  /** Whether output is looked at by a person, so that lines may be redrawn. */
  boolean isInteractive();

  /** How many columns the screen has. */
  int columns();

  /** Asks for a line; empty when there is nobody to ask. */
  Optional<String> ask(String prompt);

  /** Asks for a line that is not shown while it is typed; empty when there is nobody to ask. */
  Optional<String> askSecretly(String prompt);
}
