package io.drayage.cli.inspect;

import io.drayage.cli.go.GoValue;
import io.drayage.cli.go.GoValue.Field;
import io.drayage.cli.go.GoValue.Nil;
import io.drayage.cli.go.GoValue.Presence;
import io.drayage.cli.go.GoValue.Sequence;
import io.drayage.cli.go.GoValue.Struct;
import java.util.ArrayList;
import java.util.List;

/**
 * An image configuration as {@code inspect --config} shows it: the fields that OCI image
 * specification, config.md, knows, in the order of its Go types.
 */
public final class ConfigView {
  private ConfigView() {}

  /** The view of a configuration of OCI or of Docker. */
  public static GoValue of(byte[] config) {
    ConfigFields image = ConfigFields.read(config);
    return new Struct(
        List.of(
            optional("Created", "created", image.time("created")),
            optional("Author", "author", image.text("author")),
            always("Architecture", "architecture", image.text("architecture")),
            optional("Variant", "variant", image.text("variant")),
            always("OS", "os", image.text("os")),
            optional("OSVersion", "os.version", image.text("os.version")),
            optional("OSFeatures", "os.features", image.texts("os.features")),
            always("Config", "config", runtime(image.object("config"))),
            always("RootFS", "rootfs", rootFs(image.object("rootfs"))),
            optional("History", "history", history(image.objects("history")))));
  }

  private static GoValue runtime(ConfigFields config) {
    return new Struct(
        List.of(
            optional("User", "User", config.text("User")),
            optional("ExposedPorts", "ExposedPorts", config.set("ExposedPorts")),
            optional("Env", "Env", config.texts("Env")),
            optional("Entrypoint", "Entrypoint", config.texts("Entrypoint")),
            optional("Cmd", "Cmd", config.texts("Cmd")),
            optional("Volumes", "Volumes", config.set("Volumes")),
            optional("WorkingDir", "WorkingDir", config.text("WorkingDir")),
            optional("Labels", "Labels", config.dictionary("Labels")),
            optional("StopSignal", "StopSignal", config.text("StopSignal")),
            optional("ArgsEscaped", "ArgsEscaped", config.bool("ArgsEscaped"))));
  }

  private static GoValue rootFs(ConfigFields rootFs) {
    return new Struct(
        List.of(
            always("Type", "type", rootFs.text("type")),
            always("DiffIDs", "diff_ids", rootFs.texts("diff_ids"))));
  }

  private static GoValue history(List<ConfigFields> steps) {
    if (steps.isEmpty()) {
      return Nil.SEQUENCE;
    }
    List<GoValue> views = new ArrayList<>();
    for (ConfigFields step : steps) {
      views.add(
          new Struct(
              List.of(
                  optional("Created", "created", step.time("created")),
                  optional("CreatedBy", "created_by", step.text("created_by")),
                  optional("Author", "author", step.text("author")),
                  optional("Comment", "comment", step.text("comment")),
                  optional("EmptyLayer", "empty_layer", step.bool("empty_layer")))));
    }
    return new Sequence(views);
  }

  private static Field always(String name, String jsonName, GoValue value) {
    return new Field(name, jsonName, Presence.ALWAYS, value);
  }

  private static Field optional(String name, String jsonName, GoValue value) {
    return new Field(name, jsonName, Presence.UNLESS_EMPTY, value);
  }
}
