package io.drayage.copier.domain.sync;

import io.drayage.api.FieldProblem;
import io.drayage.api.ProblemException;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Reference;
import io.drayage.image.RepositoryName;
import io.drayage.image.Tag;
import io.drayage.image.TagReference;
import io.drayage.transport.DigestTag;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place that an image goes to, made of the one that it comes from: {@code {registry}} is the
 * source's host with a colon written as a dash, {@code {path}} its whole path, {@code {name}} the
 * last part of it. Behind a colon there may be the tag, with {@code {tag}} in it; without one it
 * stays, and a digest stays anyway.
 */
public record DestinationTemplate(String text) {
  private static final List<String> NAMES = List.of("{registry}", "{path}", "{name}");
  static final String TAG = "{tag}";
  private static final Pattern PLACE = Pattern.compile("\\{[^{}]*}");

  /**
   * Reads a template.
   *
   * @throws ProblemException when it names something that there is not, or never makes a place
   */
  public static DestinationTemplate parse(String text) {
    DestinationTemplate template = new DestinationTemplate(text);
    require(template.repository(), NAMES);
    if (template.hasTag()) {
      require(template.tag(), List.of(TAG));
      if (!template.tag().contains(TAG)) {
        throw ProblemException.invalid(
            "destination", "gives every image the same tag; write {tag} behind the colon");
      }
    }
    try {
      template.placeOf(Reference.parse("registry.example.com/team/image:1"));
    } catch (InvalidFormatException e) {
      throw ProblemException.invalid("destination", String.valueOf(e.getMessage()));
    }
    return template;
  }

  private static void require(String part, List<String> names) {
    Matcher places = PLACE.matcher(part);
    while (places.find()) {
      if (!names.contains(places.group())) {
        throw ProblemException.invalid(
            new FieldProblem(
                "destination",
                "has %s, which stands for nothing there".formatted(places.group()),
                names));
      }
    }
  }

  /** A colon before a slash is that of a port. */
  private int colon() {
    int colon = text.lastIndexOf(':');
    return colon > text.lastIndexOf('/') ? colon : -1;
  }

  private boolean hasTag() {
    return colon() >= 0;
  }

  private String tag() {
    return text.substring(colon() + 1);
  }

  private String repository() {
    return hasTag() ? text.substring(0, colon()) : text;
  }

  /**
   * The repository for images of another.
   *
   * @throws InvalidFormatException when the template makes no valid repository of it
   */
  public RepositoryName placeOf(RepositoryName source) {
    String name =
        repository()
            .replace("{registry}", source.registry().toString().replace(':', '-'))
            .replace("{path}", source.path())
            .replace("{name}", source.baseName());
    if (name.indexOf('/') < 0) {
      throw new InvalidFormatException(
          "\"%s\" names no repository: expected HOST/PATH".formatted(name));
    }
    return RepositoryName.parse(name);
  }

  /**
   * The place of one image. Tags made of digests stay as they are, since others look for them.
   *
   * @throws InvalidFormatException when the template makes no valid place of it
   */
  public Reference placeOf(Reference source) {
    RepositoryName repository = placeOf(source.repository());
    if (hasTag()
        && source instanceof TagReference(_, Tag tag)
        && DigestTag.parse(tag.value()).isEmpty()) {
      return new TagReference(repository, new Tag(tag().replace(TAG, tag.value())));
    }
    return source.in(repository);
  }
}
