package io.drayage.image;

import static io.drayage.image.GoStruct.Field.always;
import static io.drayage.image.GoStruct.Field.nested;
import static io.drayage.image.GoStruct.Field.unlessEmpty;
import static io.drayage.image.GoStruct.Kind.BOOLEAN;
import static io.drayage.image.GoStruct.Kind.INTEGER;
import static io.drayage.image.GoStruct.Kind.OPTIONAL_INTEGER;
import static io.drayage.image.GoStruct.Kind.OPTIONAL_STRUCT;
import static io.drayage.image.GoStruct.Kind.OPTIONAL_TIME;
import static io.drayage.image.GoStruct.Kind.SET;
import static io.drayage.image.GoStruct.Kind.STRING;
import static io.drayage.image.GoStruct.Kind.STRINGS;
import static io.drayage.image.GoStruct.Kind.STRING_MAP;
import static io.drayage.image.GoStruct.Kind.STRING_OR_STRINGS;
import static io.drayage.image.GoStruct.Kind.STRUCT;
import static io.drayage.image.GoStruct.Kind.STRUCTS;
import static io.drayage.image.GoStruct.Kind.TIME;

/** The image configurations of OCI and of Docker as the Go structs that the field's tools use. */
final class ConfigStructs {

  /**
   * OCI image specification, config.md. The variant stands where skopeo 1.9 puts it, behind the
   * architecture; tools built with the released specification 1.1 put it behind the features of the
   * operating system.
   */
  static final GoStruct OCI =
      new GoStruct(
          unlessEmpty("created", OPTIONAL_TIME),
          unlessEmpty("author", STRING),
          always("architecture", STRING),
          unlessEmpty("variant", STRING),
          always("os", STRING),
          unlessEmpty("os.version", STRING),
          unlessEmpty("os.features", STRINGS),
          nested(
              "config",
              STRUCT,
              new GoStruct(
                  unlessEmpty("User", STRING),
                  unlessEmpty("ExposedPorts", SET),
                  unlessEmpty("Env", STRINGS),
                  unlessEmpty("Entrypoint", STRINGS),
                  unlessEmpty("Cmd", STRINGS),
                  unlessEmpty("Volumes", SET),
                  unlessEmpty("WorkingDir", STRING),
                  unlessEmpty("Labels", STRING_MAP),
                  unlessEmpty("StopSignal", STRING),
                  unlessEmpty("ArgsEscaped", BOOLEAN))),
          nested(
              "rootfs", STRUCT, new GoStruct(always("type", STRING), always("diff_ids", STRINGS))),
          nested(
              "history",
              STRUCTS,
              new GoStruct(
                  unlessEmpty("created", OPTIONAL_TIME),
                  unlessEmpty("created_by", STRING),
                  unlessEmpty("author", STRING),
                  unlessEmpty("comment", STRING),
                  unlessEmpty("empty_layer", BOOLEAN))));

  /** An entry of the history of a Docker configuration; the time is always there. */
  static final GoStruct DOCKER_HISTORY =
      new GoStruct(
          always("created", TIME),
          unlessEmpty("author", STRING),
          unlessEmpty("created_by", STRING),
          unlessEmpty("comment", STRING),
          unlessEmpty("empty_layer", BOOLEAN));

  private static final GoStruct DOCKER_HEALTH_CHECK =
      new GoStruct(
          unlessEmpty("Test", STRINGS),
          unlessEmpty("StartPeriod", INTEGER),
          unlessEmpty("StartInterval", INTEGER),
          unlessEmpty("Interval", INTEGER),
          unlessEmpty("Timeout", INTEGER),
          unlessEmpty("Retries", INTEGER));

  private static final GoStruct DOCKER_CONTAINER =
      new GoStruct(
          always("Hostname", STRING),
          always("Domainname", STRING),
          always("User", STRING),
          always("AttachStdin", BOOLEAN),
          always("AttachStdout", BOOLEAN),
          always("AttachStderr", BOOLEAN),
          unlessEmpty("ExposedPorts", SET),
          always("Tty", BOOLEAN),
          always("OpenStdin", BOOLEAN),
          always("StdinOnce", BOOLEAN),
          always("Env", STRINGS),
          always("Cmd", STRING_OR_STRINGS),
          nested("Healthcheck", OPTIONAL_STRUCT, DOCKER_HEALTH_CHECK),
          unlessEmpty("ArgsEscaped", BOOLEAN),
          always("Image", STRING),
          always("Volumes", SET),
          always("WorkingDir", STRING),
          always("Entrypoint", STRING_OR_STRINGS),
          unlessEmpty("NetworkDisabled", BOOLEAN),
          unlessEmpty("MacAddress", STRING),
          always("OnBuild", STRINGS),
          always("Labels", STRING_MAP),
          unlessEmpty("StopSignal", STRING),
          unlessEmpty("StopTimeout", OPTIONAL_INTEGER),
          unlessEmpty("Shell", STRING_OR_STRINGS));

  /** The image in the history of a schema 1 manifest ("v1Compatibility"). */
  static final GoStruct DOCKER_V1_IMAGE =
      new GoStruct(
          unlessEmpty("id", STRING),
          unlessEmpty("parent", STRING),
          unlessEmpty("comment", STRING),
          always("created", TIME),
          unlessEmpty("container", STRING),
          nested("container_config", STRUCT, DOCKER_CONTAINER),
          unlessEmpty("docker_version", STRING),
          unlessEmpty("author", STRING),
          nested("config", OPTIONAL_STRUCT, DOCKER_CONTAINER),
          unlessEmpty("architecture", STRING),
          unlessEmpty("variant", STRING),
          unlessEmpty("os", STRING),
          unlessEmpty("Size", INTEGER));

  private ConfigStructs() {}
}
