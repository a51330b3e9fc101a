package io.drayage.copy;

import io.drayage.copy.CopyStep.MountBlob;
import io.drayage.copy.CopyStep.PutManifest;
import io.drayage.copy.CopyStep.PutSignatures;
import io.drayage.copy.CopyStep.PutTag;
import io.drayage.copy.CopyStep.SkipBlob;
import io.drayage.copy.CopyStep.TransferBlob;
import io.drayage.image.Digest;
import java.util.List;
import java.util.StringJoiner;

/**
 * What a copy will do. No step at all: the destination has the image already. Immutable; prints as
 * one line per step.
 *
 * @param sourceDigest the digest of the top-level manifest at the source
 */
public record CopyPlan(CopyRequest request, Digest sourceDigest, List<CopyStep> steps) {

  public CopyPlan {
    steps = List.copyOf(steps);
  }

  /** Whether nothing is to be done. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** How many bytes will be read from the source, as far as sizes are known. */
  public long transferBytes() {
    long bytes = 0;
    for (CopyStep step : steps) {
      if (step instanceof TransferBlob(var blob, _)) {
        bytes += blob.size();
      }
    }
    return bytes;
  }

  /**
   * How many requests executing the plan takes at source and destination together if both are
   * registries: GET, POST and PUT for a blob, one for a mount or a manifest. Signatures are kept in
   * files as a rule; those that a registry takes need a few requests more, which are not counted.
   */
  public int requests() {
    int requests = 0;
    for (CopyStep step : steps) {
      requests +=
          switch (step) {
            case SkipBlob _, PutSignatures _ -> 0;
            case MountBlob _, PutManifest _, PutTag _ -> 1;
            case TransferBlob _ -> 3;
          };
    }
    return requests;
  }

  @Override
  public String toString() {
    if (isEmpty()) {
      return request + ": nothing to do";
    }
    StringJoiner lines = new StringJoiner("\n  ", request + "\n  ", "");
    for (CopyStep step : steps) {
      lines.add(
          switch (step) {
            case SkipBlob(var blob) -> "skip     " + blob.digest();
            case MountBlob(var blob, var from) ->
                "mount    %s from %s".formatted(blob.digest(), from);
            case TransferBlob(var blob, var change) ->
                "transfer %s, %d bytes%s".formatted(blob.digest(), blob.size(), describe(change));
            case PutSignatures signed ->
                "sign     %s, %d signatures".formatted(signed.manifest(), signed.count());
            case PutManifest(var manifest, var form) ->
                "put      %s as %s".formatted(manifest.digest(), form);
            case PutTag(var manifest, var form) ->
                "tag      %s as %s".formatted(manifest.digest(), form);
          });
    }
    return lines.toString();
  }

  private static String describe(LayerChange change) {
    return switch (change) {
      case LayerChange.None _ -> "";
      case LayerChange.Compress(var algorithm, _) -> ", compressed by " + algorithm;
      case LayerChange.Decompress _ -> ", unpacked";
      case LayerChange.Encrypt(_, var packing) -> describe(packing) + ", encrypted";
      case LayerChange.Decrypt(_, var packing) -> ", decrypted" + describe(packing);
    };
  }
}
