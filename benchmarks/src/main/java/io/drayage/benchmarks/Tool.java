package io.drayage.benchmarks;

import io.drayage.testing.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program with skopeo's command line.
 *
 * @param environment variables that it gets in addition
 */
record Tool(String name, List<String> start, Map<String, String> environment) {

  /** Prepares one that keeps what it remembers in a folder of its own. */
  static Tool named(String name, Settings settings, Path memory) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("XDG_CACHE_HOME", memory.resolve("cache").toString());
    environment.put("XDG_STATE_HOME", memory.resolve("state").toString());
    environment.put("XDG_DATA_HOME", memory.resolve("data").toString());
    environment.put("REGISTRY_AUTH_FILE", memory.resolve("no-auth.json").toString());
    String program =
        name.equals("dray") ? settings.dray().toString() : Programs.require(name).toString();
    return new Tool(name, List.of(program, "--insecure-policy"), environment);
  }

  Tool with(String variable, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(variable, value);
    return new Tool(name + " " + value, start, more);
  }

  Tool {
    start = List.copyOf(start);
    environment = Map.copyOf(environment);
  }

  List<String> copy(String source, String destination) {
    return command(
        "copy",
        "--src-tls-verify=false",
        "--dest-tls-verify=false",
        "docker://" + source,
        "docker://" + destination);
  }

  List<String> syncYaml(Path file, String destination) {
    return command(
        "sync",
        "--src",
        "yaml",
        "--dest",
        "docker",
        "--dest-tls-verify=false",
        file.toString(),
        destination);
  }

  List<String> inspect(String reference) {
    return command("inspect", "--tls-verify=false", "docker://" + reference);
  }

  List<String> version() {
    return List.of(start.getFirst(), "--version");
  }

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>(start);
    command.addAll(List.of(words));
    return command;
  }
}
