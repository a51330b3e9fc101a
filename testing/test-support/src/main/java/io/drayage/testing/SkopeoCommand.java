package io.drayage.testing;

import java.util.ArrayList;
import java.util.List;

/** The installed skopeo, with a policy that accepts everything and no files of the user's. */
public final class SkopeoCommand {
  private SkopeoCommand() {}

  /** Prepares {@code skopeo ARGUMENTS}. A test that uses it has {@link RequiresProgram}. */
  public static Command of(String... arguments) {
    List<String> words = new ArrayList<>();
    words.add("--insecure-policy");
    words.addAll(List.of(arguments));
    return Command.of(Programs.require("skopeo").toString(), words.toArray(String[]::new))
        .with("REGISTRY_AUTH_FILE", "/nonexistent/auth.json");
  }

  /** Prepares a copy between registries that speak plain HTTP, or files. */
  public static Command copy(String source, String destination, String... options) {
    List<String> words = new ArrayList<>();
    words.add("copy");
    words.add("--src-tls-verify=false");
    words.add("--dest-tls-verify=false");
    words.addAll(List.of(options));
    words.add(source);
    words.add(destination);
    return of(words.toArray(String[]::new));
  }
}
