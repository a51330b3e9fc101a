package io.drayage.copier.domain.sync;

import io.drayage.api.FieldProblem;
import io.drayage.api.ProblemException;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The repository that an image goes to, made of the one that it comes from: {@code {registry}} is
 * the source's host with a colon written as a dash, {@code {path}} its whole path, {@code {name}}
 * the last part of it. The tag or digest stays.
 */
public record DestinationTemplate(String text) {
  private static final List<String> NAMES = List.of("{registry}", "{path}", "{name}");
  private static final Pattern PLACE = Pattern.compile("\\{[^{}]*}");

  /**
   * Reads a template.
   *
   * @throws ProblemException when it names something that there is not, or never makes a repository
   */
  public static DestinationTemplate parse(String text) {
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      if (!NAMES.contains(places.group())) {
        throw ProblemException.invalid(
            new FieldProblem(
                "destination",
                "has %s, which stands for nothing".formatted(places.group()),
                NAMES));
      }
    }
    DestinationTemplate template = new DestinationTemplate(text);
    try {
      template.placeOf(RepositoryName.parse("registry.example.com/team/image"));
    } catch (InvalidFormatException e) {
      throw ProblemException.invalid("destination", String.valueOf(e.getMessage()));
    }
    return template;
  }

  /**
   * The repository for images of another.
   *
   * @throws InvalidFormatException when the template makes no valid repository of it
   */
  public RepositoryName placeOf(RepositoryName source) {
    String name =
        text.replace("{registry}", source.registry().toString().replace(':', '-'))
            .replace("{path}", source.path())
            .replace("{name}", source.baseName());
    if (name.indexOf('/') < 0) {
      throw new InvalidFormatException(
          "\"%s\" names no repository: expected HOST/PATH".formatted(name));
    }
    return RepositoryName.parse(name);
  }

  /** The place of one image. */
  public Reference placeOf(Reference source) {
    return source.in(placeOf(source.repository()));
  }
}
