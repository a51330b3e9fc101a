package io.drayage.registries;

/** Something in a configuration file that makes it unusable: where, and what is wrong. */
public record ConfigProblem(Position position, String text) {

  @Override
  public String toString() {
    return position + ": " + text;
  }
}
