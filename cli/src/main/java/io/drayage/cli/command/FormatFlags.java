package io.drayage.cli.command;

import io.drayage.cli.flag.Arguments;
import io.drayage.cli.flag.Flags;
import io.drayage.copy.CopyOptions;
import io.drayage.copy.DigestRule;
import io.drayage.copy.ManifestFormat;
import java.util.Optional;

/** The flags of copy and sync that say what form images get. */
final class FormatFlags {
  private FormatFlags() {}

  static void declare(Flags flags) {
    flags
        .text("-f, --format", "oci|v2s1|v2s2", "convert manifests (default: as they are)")
        .toggle("--preserve-digests", "fail if the destination needs a digest to change");
  }

  static CopyOptions apply(Arguments arguments, CopyOptions options) {
    Optional<ManifestFormat> format = arguments.text("--format").map(ManifestFormat::parse);
    CopyOptions formatted = format.map(options::with).orElse(options);
    return arguments.isOn("--preserve-digests") ? formatted.with(DigestRule.PRESERVE) : formatted;
  }
}
