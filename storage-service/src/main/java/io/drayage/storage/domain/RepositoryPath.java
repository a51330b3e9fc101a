package io.drayage.storage.domain;

import io.drayage.image.InvalidFormatException;
import java.util.regex.Pattern;

/**
 * What the distribution protocol calls {@code <name>}: at most 255 characters of lower-case
 * components (distribution specification 1.1, "Pulling manifests").
 */
public record RepositoryPath(String value) {
  private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern GRAMMAR = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*");
  private static final int MAXIMUM_LENGTH = 255;

  public RepositoryPath {
    if (value.length() > MAXIMUM_LENGTH || !GRAMMAR.matcher(value).matches()) {
      throw new InvalidFormatException(
          "invalid repository name: expected at most 255 characters of lower-case components that are separated by slashes");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
