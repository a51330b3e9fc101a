package io.drayage.sync;

import io.drayage.image.InvalidFormatException;
import io.drayage.image.Platform;
import io.drayage.registries.yaml.Yaml;
import io.drayage.registries.yaml.YamlEntry;
import io.drayage.registries.yaml.YamlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The map of filters that may stand where skopeo has a list of tags. All keys are optional and all
 * must be satisfied; {@code latest} comes last, whatever the order in the file.
 *
 * <ul>
 *   <li>{@code include}: a glob or a list; the tag matches one of them
 *   <li>{@code exclude}: a glob or a list; the tag matches none of them
 *   <li>{@code regex}: an RE2 expression or a list; the tag holds a match of one of them
 *   <li>{@code exclude-regex}: the same, and the tag holds a match of none
 *   <li>{@code semver}: a constraint; the tag is a version in its range
 *   <li>{@code latest}: a number N, or {@code {count: N, by: semver|list}}: the N highest versions
 *       of what the others left, or its last N in the registry's order
 *   <li>{@code platforms}: what is copied of an index
 *   <li>{@code tags}: exactly these tags and digests; goes with {@code platforms} only
 * </ul>
 *
 * @param tags the list behind {@code tags}; empty when there is none
 */
record FilterMap(TagFilter filter, List<Node> tags, List<Platform> platforms) {
  private static final Set<String> FILTERS =
      Set.of("include", "exclude", "regex", "exclude-regex", "semver", "latest");
  private static final Set<String> LATEST_KEYS = Set.of("count", "by");

  static FilterMap read(Node node) throws YamlException {
    List<YamlEntry> keys = Yaml.entries(node);
    Optional<Node> tags = Yaml.find(keys, "tags");
    for (YamlEntry key : keys) {
      if (FILTERS.contains(key.key()) && tags.isPresent()) {
        throw new YamlException(
            key.line(), "\"tags\" names the images already, \"%s\" cannot".formatted(key.key()));
      }
      if (!FILTERS.contains(key.key()) && !Set.of("tags", "platforms").contains(key.key())) {
        throw new YamlException(key.line(), "unknown filter \"%s\"".formatted(key.key()));
      }
    }
    List<Platform> platforms = platforms(Yaml.find(keys, "platforms"));
    if (tags.isPresent()) {
      List<Node> listed =
          tags.get() instanceof SequenceNode list ? list.getValue() : List.of(tags.get());
      if (listed.isEmpty()) {
        throw new YamlException(tags.get(), "\"tags\" is empty");
      }
      return new FilterMap(new TagFilter.Everything(), listed, platforms);
    }
    return new FilterMap(filter(keys), List.of(), platforms);
  }

  private static TagFilter filter(List<YamlEntry> keys) throws YamlException {
    var filters = new ArrayList<TagFilter>();
    add(filters, keys, "include", texts -> any(texts, TagFilter.Glob::new));
    add(filters, keys, "regex", texts -> any(texts, TagFilter.Regex::parse));
    add(filters, keys, "semver", FilterMap::semver);
    add(filters, keys, "exclude", texts -> new TagFilter.Without(any(texts, TagFilter.Glob::new)));
    add(
        filters,
        keys,
        "exclude-regex",
        texts -> new TagFilter.Without(any(texts, TagFilter.Regex::parse)));
    Optional<Node> latest = Yaml.find(keys, "latest");
    if (latest.isPresent()) {
      filters.add(latest(latest.get()));
    }
    return switch (filters.size()) {
      case 0 -> new TagFilter.Everything();
      case 1 -> filters.getFirst();
      default -> new TagFilter.AllOf(filters);
    };
  }

  /** Makes a filter of the texts behind a key. */
  private interface FilterParser {
    TagFilter parse(List<String> texts);
  }

  private interface OneFilter {
    TagFilter parse(String text);
  }

  private static void add(
      List<TagFilter> filters, List<YamlEntry> keys, String key, FilterParser parser)
      throws YamlException {
    Optional<Node> value = Yaml.find(keys, key);
    if (value.isEmpty()) {
      return;
    }
    List<String> texts = Yaml.strings(value.get());
    if (texts.isEmpty()) {
      throw new YamlException(value.get(), "\"%s\" is empty".formatted(key));
    }
    try {
      filters.add(parser.parse(texts));
    } catch (InvalidFormatException e) {
      throw new YamlException(value.get(), e);
    }
  }

  private static TagFilter any(List<String> texts, OneFilter parser) {
    List<TagFilter> filters = texts.stream().map(parser::parse).toList();
    return filters.size() == 1 ? filters.getFirst() : new TagFilter.AnyOf(filters);
  }

  private static TagFilter semver(List<String> texts) {
    return any(texts, text -> new TagFilter.InRange(SemverConstraint.parse(text)));
  }

  private static TagFilter latest(Node node) throws YamlException {
    if (!(node instanceof MappingNode)) {
      return new TagFilter.HighestVersions(Yaml.positive(node));
    }
    List<YamlEntry> keys = Yaml.entries(node);
    for (YamlEntry key : keys) {
      if (!LATEST_KEYS.contains(key.key())) {
        throw new YamlException(key.line(), "unknown key \"%s\" of latest".formatted(key.key()));
      }
    }
    Optional<Node> count = Yaml.find(keys, "count");
    if (count.isEmpty()) {
      throw new YamlException(node, "latest needs a \"count\"");
    }
    int number = Yaml.positive(count.get());
    Optional<Node> by = Yaml.find(keys, "by");
    String order = by.isPresent() ? Yaml.string(by.get()) : "semver";
    return switch (order) {
      case "semver" -> new TagFilter.HighestVersions(number);
      case "list" -> new TagFilter.LastListed(number);
      default ->
          throw new YamlException(
              node, "latest by \"%s\": expected semver or list".formatted(order));
    };
  }

  private static List<Platform> platforms(Optional<Node> node) throws YamlException {
    if (node.isEmpty()) {
      return List.of();
    }
    var platforms = new ArrayList<Platform>();
    for (String text : Yaml.strings(node.get())) {
      try {
        platforms.add(Platform.parse(text));
      } catch (InvalidFormatException e) {
        throw new YamlException(node.get(), e);
      }
    }
    if (platforms.isEmpty()) {
      throw new YamlException(node.get(), "\"platforms\" is empty");
    }
    return platforms;
  }
}
