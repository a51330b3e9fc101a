package io.drayage.cli.progress;

/** A number of things as a person writes it. */
public final class Counted {
  private Counted() {}

  /**
   * {@code 1 tag}, {@code 2 tags}.
   *
   * @param noun one of them; its plural has an s more
   */
  public static String of(long number, String noun) {
    return number == 1 ? "1 " + noun : number + " " + noun + "s";
  }
}
