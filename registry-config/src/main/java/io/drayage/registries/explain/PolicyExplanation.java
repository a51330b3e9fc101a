package io.drayage.registries.explain;

import java.util.List;

/**
 * What the trust policy asks of an image.
 *
 * @param source the file
 * @param rule the scope that counts, or the default
 * @param requirements all of them must be fulfilled
 */
public record PolicyExplanation(
    String source, String rule, Decision decision, List<String> requirements) {

  public PolicyExplanation {
    requirements = List.copyOf(requirements);
  }

  /** What is known before signatures are read. */
  public enum Decision {
    ACCEPTED("accepted"),
    REJECTED("rejected"),
    /** It depends on the image's signatures. */
    SIGNATURES_NEEDED("signatures-needed");

    private final String text;

    Decision(String text) {
      this.text = text;
    }

    /** Prints the word that the JSON uses. */
    @Override
    public String toString() {
      return text;
    }
  }
}
