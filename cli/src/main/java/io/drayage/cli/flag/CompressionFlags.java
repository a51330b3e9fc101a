package io.drayage.cli.flag;

import io.drayage.copy.CompressionAlgorithm;
import io.drayage.copy.CompressionRule;
import io.drayage.copy.CompressionRule.AcceptUncompressed;
import io.drayage.copy.CompressionRule.AsNeeded;
import io.drayage.copy.CompressionRule.Compress;
import io.drayage.copy.CompressionRule.Decompress;
import io.drayage.copy.CompressionRule.Scope;
import io.drayage.copy.CopyOptions;
import io.drayage.copy.EncryptionRule;
import io.drayage.transport.ImageLocation;
import java.util.Optional;
import java.util.OptionalInt;

/** The flags about the compression of layers at the destination. */
public final class CompressionFlags {
  private static final String ACCEPT_UNCOMPRESSED = "--dest-oci-accept-uncompressed-layers";

  private CompressionFlags() {}

  public static void declare(Flags flags) {
    flags
        .toggle("--dest-compress", "compress layers that are not")
        .toggle("--dest-decompress", "unpack the layers (dir: destinations)")
        .toggle(ACCEPT_UNCOMPRESSED, "keep uncompressed layers as they are (oci: destinations)")
        .text("--dest-compress-format", "gzip|zstd|zstd:chunked", "compress by this algorithm")
        .text("--dest-compress-level", "LEVEL", "gzip 1 to 9, zstd 1 to 20")
        .toggle("--dest-force-compress-format", "also compress anew what is compressed otherwise");
  }

  /**
   * Reads them.
   *
   * @param destination only layouts, {@code oci:} and {@code oci-archive:}, accept uncompressed
   *     layers
   * @throws UsageException when they contradict each other or ask for an unknown algorithm
   */
  public static CompressionRule read(Arguments arguments, ImageLocation destination) {
    boolean layout = destination.transport().name().startsWith("oci");
    Optional<CompressionAlgorithm> algorithm =
        arguments.text("--dest-compress-format").map(CompressionFlags::algorithm);
    OptionalInt level = arguments.whole("--dest-compress-level", 1);
    boolean force = arguments.isOn("--dest-force-compress-format");
    boolean compress = arguments.isOn("--dest-compress");
    if (force && algorithm.isEmpty()) {
      throw new UsageException(
          "--dest-force-compress-format needs --dest-compress-format to say which");
    }
    if (arguments.isOn("--dest-decompress")) {
      if (compress || algorithm.isPresent()) {
        throw new UsageException("--dest-compress and --dest-decompress cannot be given together");
      }
      return new Decompress();
    }
    if (!compress && algorithm.isEmpty() && level.isEmpty()) {
      return arguments.isOn(ACCEPT_UNCOMPRESSED) && layout
          ? new AcceptUncompressed()
          : new AsNeeded();
    }
    try {
      return new Compress(
          algorithm.orElse(CompressionAlgorithm.GZIP),
          level,
          force ? Scope.ALL : Scope.UNCOMPRESSED);
    } catch (IllegalArgumentException e) {
      throw Arguments.invalid(
          "--dest-compress-level",
          arguments.text("--dest-compress-level").orElse(""),
          String.valueOf(e.getMessage()),
          e);
    }
  }

  /** What is to be said about a combination that is not carried out as it was asked for. */
  public static Optional<String> warning(CopyOptions options) {
    boolean encryptsChunks =
        options.encryption() instanceof EncryptionRule.Encrypt
            && options.compression() instanceof Compress(var algorithm, _, _)
            && algorithm == CompressionAlgorithm.ZSTD_CHUNKED;
    return encryptsChunks
        ? Optional.of(
            "dray: warning: encrypted layers cannot be fetched file by file: they are compressed by"
                + " plain zstd")
        : Optional.empty();
  }

  private static CompressionAlgorithm algorithm(String name) {
    return CompressionAlgorithm.parse(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "--dest-compress-format %s is not supported: choose gzip, zstd or zstd:chunked"
                        .formatted(name)));
  }
}
