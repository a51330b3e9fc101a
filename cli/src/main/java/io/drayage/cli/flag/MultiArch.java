package io.drayage.cli.flag;

import io.drayage.copy.ImageSelection;
import io.drayage.image.InvalidFormatException;
import io.drayage.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The flags {@code --all} and {@code --multi-arch}: what of an index is copied. */
public final class MultiArch {
  private MultiArch() {}

  /**
   * Reads {@code --all} and {@code --multi-arch system|all|index-only|PLATFORM,…}.
   *
   * @throws UsageException when both are given, or the value has another form
   */
  public static ImageSelection read(Arguments arguments) {
    Optional<String> choice = arguments.text("--multi-arch");
    if (arguments.isOn("--all")) {
      if (choice.isPresent()) {
        throw new UsageException("Cannot use --all and --multi-arch flags together");
      }
      return new ImageSelection.All();
    }
    return choice.map(MultiArch::parse).orElse(new ImageSelection.OnePlatform());
  }

  private static ImageSelection parse(String choice) {
    return switch (choice) {
      case "system" -> new ImageSelection.OnePlatform();
      case "all" -> new ImageSelection.All();
      case "index-only" -> new ImageSelection.IndexOnly();
      default -> platforms(choice);
    };
  }

  private static ImageSelection platforms(String choice) {
    List<Platform> platforms = new ArrayList<>();
    try {
      for (String platform : choice.split(",", -1)) {
        platforms.add(Platform.parse(platform.strip()));
      }
    } catch (InvalidFormatException e) {
      throw Arguments.invalid(
          "--multi-arch",
          choice,
          "choose system, all, index-only or a list of platforms like linux/amd64,linux/arm64",
          e);
    }
    return new ImageSelection.Platforms(platforms);
  }
}
