package io.drayage.storage.store.access;

import io.drayage.image.InvalidFormatException;
import io.drayage.storage.domain.access.AccessRules;
import io.drayage.storage.domain.access.Grant;
import io.drayage.storage.domain.access.Grantee;
import io.drayage.storage.domain.access.Grants;
import io.drayage.storage.domain.access.RepositoryPattern;
import io.drayage.storage.domain.access.Right;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rights file, YAML or JSON.
 *
 * @param anonymous patterns of what everybody may pull
 * @param groups the users in each group
 * @param grants who has which rights to what
 */
public record AccessFile(
    List<String> anonymous, Map<String, List<String>> groups, List<Entry> grants) {
  private static final int MAXIMUM_SIZE = 4 * 1024 * 1024;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** Rights for some. */
  public record Entry(List<String> to, List<String> repositories, List<String> rights) {
    public Entry(
        @Nullable List<String> to,
        @Nullable List<String> repositories,
        @Nullable List<String> rights) {
      if (to == null || repositories == null || rights == null) {
        throw new InvalidFormatException("each of the grants needs to, repositories and rights");
      }
      this.to = List.copyOf(to);
      this.repositories = List.copyOf(repositories);
      this.rights = List.copyOf(rights);
    }
  }

  public AccessFile(
      @Nullable List<String> anonymous,
      @Nullable Map<String, List<String>> groups,
      @Nullable List<Entry> grants) {
    this.anonymous = anonymous == null ? List.of() : List.copyOf(anonymous);
    this.groups = groups == null ? Map.of() : Map.copyOf(groups);
    this.grants = grants == null ? List.of() : List.copyOf(grants);
  }

  /**
   * Reads the rules.
   *
   * @throws IOException when it is not such a file; the message says where and why
   */
  public static AccessRules read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAXIMUM_SIZE + 1);
      if (bytes.length > MAXIMUM_SIZE) {
        throw new IOException("%s: more than %d bytes".formatted(file, MAXIMUM_SIZE));
      }
      Object tree =
          new Load(LoadSettings.builder().setLabel(file.toString()).build())
              .loadFromInputStream(new java.io.ByteArrayInputStream(bytes));
      return tree == null ? AccessRules.NONE : JSON.convertValue(tree, AccessFile.class).rules();
    } catch (YamlEngineException | JacksonException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    } catch (InvalidFormatException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private AccessRules rules() {
    Map<Grantee, Grants> all = new HashMap<>();
    for (String pattern : anonymous) {
      add(all, Grantee.ANONYMOUS, new Grant(new RepositoryPattern(pattern), Set.of(Right.PULL)));
    }
    for (Entry entry : grants) {
      Set<Right> rights = entry.rights().stream().map(Right::parse).collect(Collectors.toSet());
      for (String to : entry.to()) {
        Grantee grantee = Grantee.parse(to);
        requireHarmless(grantee, rights);
        for (String pattern : entry.repositories()) {
          add(all, grantee, new Grant(new RepositoryPattern(pattern), rights));
        }
      }
    }
    Map<String, Set<String>> memberships = new HashMap<>();
    groups.forEach(
        (group, users) ->
            users.forEach(
                user -> memberships.computeIfAbsent(user, _ -> new HashSet<>()).add(group)));
    return new AccessRules(memberships, all);
  }

  private static void requireHarmless(Grantee grantee, Set<Right> rights) {
    if (grantee.kind() == Grantee.Kind.ANONYMOUS && !rights.equals(Set.of(Right.PULL))) {
      throw new InvalidFormatException("anonymous can have no right but pull");
    }
  }

  private static void add(Map<Grantee, Grants> all, Grantee grantee, Grant grant) {
    all.merge(grantee, new Grants(List.of(grant)), Grants::and);
  }
}
