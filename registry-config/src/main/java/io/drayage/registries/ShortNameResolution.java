package io.drayage.registries;

import io.drayage.image.Reference;
import java.util.List;
import java.util.Optional;

/**
 * What a name stands for, and why; containers-registries.conf(5), "Short-Name Resolution".
 * Immutable.
 */
public sealed interface ShortNameResolution {

  /** The images to try, in order; none when the name stands for nothing. */
  List<Reference> candidates();

  /** The rule that decided and where it is written, as a part of a sentence. */
  String reason();

  /** The name has a registry, so there is nothing to resolve. */
  record FullName(Reference reference) implements ShortNameResolution {
    @Override
    public List<Reference> candidates() {
      return List.of(reference);
    }

    @Override
    public String reason() {
      return "it names its registry";
    }
  }

  /** An alias. */
  record Alias(Reference reference, Position origin, AliasPlace place)
      implements ShortNameResolution {
    @Override
    public List<Reference> candidates() {
      return List.of(reference);
    }

    @Override
    public String reason() {
      return "an alias %s, %s".formatted(place, origin);
    }
  }

  /** Where an alias is kept. */
  enum AliasPlace {
    /**
     * The user's {@code short-name-aliases.conf}: an earlier choice. It beats the configuration.
     */
    REMEMBERED("that was remembered from an earlier choice"),
    /** {@code [aliases]} of {@code registries.conf} or a drop-in. */
    CONFIGURED("of the configuration");

    private final String text;

    AliasPlace(String text) {
      this.text = text;
    }

    /** Prints a part of a sentence. */
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * There is no alias: the search registries are tried in order until one has the image.
   *
   * @param origin where {@code unqualified-search-registries} is set
   */
  record Searched(List<Reference> candidates, Position origin, SearchReason why)
      implements ShortNameResolution {
    public Searched {
      candidates = List.copyOf(candidates);
    }

    @Override
    public String reason() {
      return "no alias; %s, %s".formatted(why, origin);
    }
  }

  /** Why nobody was asked which of the search registries is meant. */
  enum SearchReason {
    ONLY_ONE("the only registry of unqualified-search-registries"),
    MODE_DISABLED("all unqualified-search-registries in order, as short-name-mode is disabled"),
    NOBODY_TO_ASK(
        "all unqualified-search-registries in order; at a terminal, podman asks which one is meant");

    private final String text;

    SearchReason(String text) {
      this.text = text;
    }

    /** Prints a part of a sentence. */
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Somebody was asked. Whoever succeeds in using it {@linkplain ShortNames#remember remembers} it.
   *
   * @param shortName without tag and digest
   */
  record Chosen(String shortName, Reference reference) implements ShortNameResolution {
    @Override
    public List<Reference> candidates() {
      return List.of(reference);
    }

    @Override
    public String reason() {
      return "chosen among the unqualified-search-registries";
    }
  }

  /**
   * The name stands for no image.
   *
   * @param reason what is missing, and what to do
   * @param possible what it would stand for if somebody chose
   * @param origin the setting that forbids to guess
   */
  record Unresolved(String reason, List<Reference> possible, Optional<Position> origin)
      implements ShortNameResolution {
    public Unresolved {
      possible = List.copyOf(possible);
    }

    @Override
    public List<Reference> candidates() {
      return List.of();
    }
  }
}
