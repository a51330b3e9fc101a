package io.drayage.cli;

import io.drayage.testing.SeededImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Configurations and what pulling a reference by them must contact, in order. The same cases are
 * explained, copied by dray and copied by skopeo.
 */
final class ExplainCases {
  static final String DIGEST = SeededImages.image(1).digest().toString();

  /**
   * One of them.
   *
   * @param config the content of registries.conf
   * @param reference what is asked for, without a transport
   * @param expected the references that are contacted, or the outcome in capital letters
   */
  record Case(String name, String config, String reference, String expected) {
    List<String> places() {
      return isAllowed() ? List.of(expected.split(" ")) : List.of();
    }

    boolean isAllowed() {
      return !expected.equals(expected.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private final List<Case> cases = new ArrayList<>();

  private ExplainCases() {}

  static List<Case> all() {
    ExplainCases all = new ExplainCases();
    all.matching();
    all.rewriting();
    all.choosingMirrors();
    all.blocking();
    return all.cases;
  }

  private static String table(String prefix, String location) {
    return "[[registry]]\nprefix = \"%s\"\nlocation = \"%s\"\n".formatted(prefix, location);
  }

  private static String mirror(String location) {
    return "[[registry.mirror]]\nlocation = \"%s\"\n".formatted(location);
  }

  private static String mirror(String location, String use) {
    return mirror(location) + "pull-from-mirror = \"%s\"\n".formatted(use);
  }

  private void add(String name, String config, String reference, String expected) {
    cases.add(new Case(name, config, reference, expected));
  }

  private void match(String reference, String prefix, String expected) {
    add(
        "match %s with %s".formatted(reference, prefix),
        "[[registry]]\nprefix = \"%s\"\nlocation = \"seen.test\"\n".formatted(prefix),
        reference,
        expected);
  }

  private void matching() {
    add("no file", "", "docker.io/library/app:1", "docker.io/library/app:1");
    match("docker.io/library/app:1", "*.io", "seen.test/library/app:1");
    match("docker.io/foo/app:1", "*.com", "docker.io/foo/app:1");
    match("example.com/foo:1", "*.example.com", "example.com/foo:1");
    match("yet.another.example.com/foo:1", "**.example.com", "yet.another.example.com/foo:1");
    match(
        "another.example.com/namespace.com/foo:1",
        "*.example.com",
        "seen.test/namespace.com/foo:1");
    match(
        "example.net/namespace-ends-in.com/foo:1",
        "*.com",
        "example.net/namespace-ends-in.com/foo:1");
    match("example.com:50000/foo:1", "example.com:5000", "example.com:50000/foo:1");
    match("example.com:5000/foo:1", "example.com", "seen.test:5000/foo:1");
    match("docker.io/libraryy/foo:1", "docker.io/library", "docker.io/libraryy/foo:1");
    match(
        "docker.io/library/busybox2:1",
        "docker.io/library/busybox",
        "docker.io/library/busybox2:1");
    match("docker.io/library/alpine:1", "docker.io/alpine", "docker.io/library/alpine:1");
    match("example.com/foo:1", "example.com/foo:1", "example.com/foo:1");
    match("EXAMPLE.com/foo:1", "example.com", "EXAMPLE.com/foo:1");
    String nested =
        table("example.com", "one.test")
            + table("example.com/foo", "two.test")
            + table("example.com/foo/bar", "three.test");
    add("longest of three", nested, "example.com/foo/bar/app:1", "three.test/app:1");
    add("second of three", nested, "example.com/foo/app:1", "two.test/app:1");
    add("not half a word", nested, "example.com/foobar/app:1", "one.test/foobar/app:1");
    add(
        "wildcard as long as an exact prefix",
        table("a.example.com", "exact.test") + table("*.example.com", "wildcard.test"),
        "a.example.com/app:1",
        "wildcard.test/app:1");
    add(
        "first of two tables for a prefix",
        table("example.com", "first.test") + table("example.com", "second.test"),
        "example.com/app:1",
        "first.test/app:1");
  }

  private void rewrite(String reference, String prefix, String location, String expected) {
    add(
        "rewrite %s, %s to %s".formatted(reference, prefix, location),
        table(prefix, location),
        reference,
        expected);
  }

  private void rewriting() {
    rewrite(
        "example.com/foo/image:latest",
        "example.com/foo",
        "example.com/path",
        "example.com/path/image:latest");
    rewrite("docker.io/library/image:1", "docker.io/library", "example.com", "example.com/image:1");
    rewrite("docker.io/library/image:1", "docker.io", "example.com", "example.com/library/image:1");
    rewrite(
        "another.sub.example.io:5000/a/b:latest",
        "*.sub.example.io",
        "example.com",
        "example.com:5000/a/b:latest");
    rewrite("foo.bar.io/ns1/ns2:1", "*.bar.io", "omg.bbq.com/x", "omg.bbq.com/x/ns1/ns2:1");
    rewrite(
        "example.com/foo/image:latest",
        "example.com/foo",
        "example.com/path/",
        "example.com/path/image:latest");
    rewrite("example.com/foo@" + DIGEST, "example.com/foo", "example.com", "UNRESOLVED");
    rewrite("example.com:5000/image:latest", "example.com", "example.com:5000", "UNRESOLVED");
    rewrite(
        "example.com/foo/image:1", "example.com/f", "example.com/foo", "example.com/foo/image:1");
    rewrite("docker.io/library/image:1", "example.com", "other.test", "docker.io/library/image:1");
    rewrite("example.com/image:1", "example.com", "user@other.test", "UNRESOLVED");
    add(
        "rewrite with an empty location",
        "[[registry]]\nprefix = \"*.internal.registry.com\"\ninsecure = true\n",
        "abc.internal.registry.com/foo:bar",
        "abc.internal.registry.com/foo:bar");
    add(
        "a mirror that cannot be rewritten fails all",
        table("example.com", "example.com") + mirror("other.test:80"),
        "example.com:5000/image:1",
        "UNRESOLVED");
  }

  private void mirrors(String name, String config, String forTag, String forDigest) {
    String text = "[[registry]]\nlocation = \"example.com\"\n" + config;
    add(name + ", tag", text, "example.com/app:1", with(forTag, ":1"));
    add(name + ", digest", text, "example.com/app@" + DIGEST, with(forDigest, "@" + DIGEST));
  }

  private static String with(String hosts, String suffix) {
    return String.join(
        " ", List.of(hosts.split(" ")).stream().map(host -> host + "/app" + suffix).toList());
  }

  private void choosingMirrors() {
    mirrors(
        "digest-only on the registry",
        "mirror-by-digest-only = true\n" + mirror("one.test") + mirror("two.test"),
        "example.com",
        "one.test two.test example.com");
    mirrors(
        "no restriction",
        mirror("one.test") + mirror("two.test", "all"),
        "one.test two.test example.com",
        "one.test two.test example.com");
    mirrors(
        "digest-only mirrors",
        mirror("one.test", "digest-only") + mirror("two.test", "digest-only"),
        "example.com",
        "one.test two.test example.com");
    mirrors(
        "tag-only mirrors",
        mirror("one.test", "tag-only") + mirror("two.test", "tag-only"),
        "one.test two.test example.com",
        "example.com");
    mirrors(
        "mixed mirrors",
        mirror("digest.test", "digest-only") + mirror("all.test") + mirror("tag.test", "tag-only"),
        "all.test tag.test example.com",
        "digest.test all.test example.com");
    mirrors("no mirrors", "", "example.com", "example.com");
    mirrors(
        "digest-only without mirrors",
        "mirror-by-digest-only = true\n",
        "example.com",
        "example.com");
    add(
        "mirrors with paths and a moved registry",
        table("docker.io", "moved.test/hub") + mirror("one.test/cache") + mirror("two.test:5000"),
        "docker.io/library/app:1",
        "one.test/cache/library/app:1 two.test:5000/library/app:1 moved.test/hub/library/app:1");
  }

  private void blocking() {
    String blocked = "[[registry]]\nlocation = \"example.com\"\nblocked = true\n";
    add("blocked", blocked, "example.com/app:1", "BLOCKED");
    add("blocked whatever the port", blocked, "example.com:5000/app:1", "BLOCKED");
    add(
        "blocked with mirrors",
        blocked + mirror("one.test") + mirror("two.test"),
        "example.com/app:1",
        "one.test/app:1 two.test/app:1");
    add(
        "blocked and rewritten",
        table("example.com", "moved.test") + "blocked = true\n",
        "example.com/app:1",
        "moved.test/app:1");
    add(
        "blocked part hides mirrors",
        "[[registry]]\nlocation = \"example.com\"\n"
            + mirror("one.test")
            + "[[registry]]\nlocation = \"example.com/secret\"\nblocked = true\n",
        "example.com/secret/app:1",
        "BLOCKED");
    add(
        "blocked mirror",
        "[[registry]]\nlocation = \"example.com\"\n"
            + mirror("one.test/cache")
            + mirror("two.test")
            + "[[registry]]\nlocation = \"one.test\"\nblocked = true\n",
        "example.com/app:1",
        "two.test/app:1 example.com/app:1");
    add(
        "rewritten into a block",
        table("example.com", "moved.test/team")
            + "[[registry]]\nlocation = \"moved.test\"\nblocked = true\n",
        "example.com/app:1",
        "BLOCKED");
    add(
        "allowed part of a block",
        blocked + "[[registry]]\nlocation = \"example.com/open\"\n",
        "example.com/open/app:1",
        "example.com/open/app:1");
    add(
        "blocked wildcard",
        "[[registry]]\nprefix = \"*.example.com\"\nblocked = true\n",
        "a.b.example.com/app:1",
        "BLOCKED");
    add(
        "old format",
        "[registries.block]\nregistries = [\"example.com\"]\n[registries.insecure]\nregistries = [\"other.test\"]\n",
        "example.com/app:1",
        "BLOCKED");
  }
}
