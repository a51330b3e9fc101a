package io.drayage.copier.domain.sync;

import io.drayage.api.FieldProblem;
import io.drayage.api.ProblemException;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Tag;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tag that an image keeps when another one takes its place. */
public record BackupTemplate(String text) {
  private static final String RUN = "{run}";
  private static final List<String> NAMES = List.of(DestinationTemplate.TAG, RUN);
  private static final Pattern PLACE = Pattern.compile("\\{[^{}]*}");

  /**
   * Reads a template.
   *
   * @throws ProblemException when it would not keep images apart, or never makes a tag
   */
  public static BackupTemplate parse(String text) {
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      if (!NAMES.contains(places.group())) {
        throw wrong("has %s, which stands for nothing".formatted(places.group()));
      }
    }
    if (!text.contains(DestinationTemplate.TAG) || !text.contains(RUN)) {
      throw wrong("needs {tag} and {run}, so that no backup takes the place of another one");
    }
    BackupTemplate template = new BackupTemplate(text);
    try {
      template.of(new Tag("1"), 1);
    } catch (InvalidFormatException e) {
      throw ProblemException.invalid("backup", String.valueOf(e.getMessage()));
    }
    return template;
  }

  private static ProblemException wrong(String message) {
    return ProblemException.invalid(new FieldProblem("backup", message, NAMES));
  }

  /**
   * The backup of a tag.
   *
   * @throws InvalidFormatException when it is too long for a tag
   */
  public Tag of(Tag tag, long run) {
    return new Tag(
        text.replace(DestinationTemplate.TAG, tag.value()).replace(RUN, Long.toString(run)));
  }

  /** Whether a tag may be a backup. */
  public boolean made(Tag tag) {
    StringBuilder pattern = new StringBuilder();
    Matcher places = PLACE.matcher(text);
    int at = 0;
    while (places.find()) {
      pattern.append(Pattern.quote(text.substring(at, places.start())));
      pattern.append(places.group().equals(RUN) ? "[0-9]+" : ".+");
      at = places.end();
    }
    pattern.append(Pattern.quote(text.substring(at)));
    return tag.value().matches(pattern.toString());
  }
}
