package io.drayage.storage.domain.cache;

import com.google.re2j.Pattern;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.RegistryHost;
import io.drayage.image.RepositoryName;
import io.drayage.storage.domain.Glob;

/**
 * Which repositories are meant: {@code docker.io} with all it has, {@code quay.io/team/**}, {@code
 * *.example.com/base/*}. One star stands for anything without a slash, two for anything.
 */
public final class NamePattern {
  private final String text;
  private final Pattern host;
  private final Pattern whole;

  private NamePattern(String text, Pattern host, Pattern whole) {
    this.text = text;
    this.host = host;
    this.whole = whole;
  }

  /**
   * Reads a pattern.
   *
   * @throws InvalidFormatException when it is none; the message says why
   */
  public static NamePattern parse(String text) {
    if (!text.matches("[A-Za-z0-9.*:_-]+(?:/[a-z0-9.*_-]+)*")) {
      throw new InvalidFormatException(
          "\"%s\" is no pattern of repositories: write HOST, HOST/PATH or HOST/PATH/**"
              .formatted(text));
    }
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    String path = slash < 0 ? "**" : text.substring(slash + 1);
    return new NamePattern(
        text,
        Pattern.compile(Glob.expression(host)),
        Pattern.compile(Glob.expression(host + "/" + path)));
  }

  /** Whether it is about a repository. */
  public boolean matches(RepositoryName repository) {
    return whole.matches(repository.toString());
  }

  /** Whether it is about some repository of a registry. */
  public boolean concerns(RegistryHost registry) {
    return host.matches(registry.value());
  }

  /** Whether it names its registry, rather than describing what its name looks like. */
  public boolean namesRegistry() {
    int slash = text.indexOf('/');
    return (slash < 0 ? text : text.substring(0, slash)).indexOf('*') < 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
