package io.drayage.cli.flag;

import io.drayage.copy.TransferRule;
import io.drayage.copy.TransferRule.ChangedLayers;
import java.util.OptionalInt;

/** The flags about how blobs are moved. */
public final class TransferFlags {
  private static final String AT_ONCE = "--image-parallel-copies";
  private static final String PRECOMPUTE = "--dest-precompute-digests";

  private TransferFlags() {}

  public static void declare(Flags flags) {
    flags
        .text(
            AT_ONCE,
            "NUMBER",
            "how many layers are copied at the same time; 0, the default, is as many as the"
                + " registries can take")
        .toggle(
            PRECOMPUTE,
            "compress layers to the temporary folder and send only those that are missing");
  }

  /** Reads them. */
  public static TransferRule read(Arguments arguments) {
    OptionalInt number = arguments.whole(AT_ONCE, 0);
    return new TransferRule(
        number.orElse(0) == 0 ? OptionalInt.empty() : number,
        arguments.isOn(PRECOMPUTE) ? ChangedLayers.SENT_WHEN_MISSING : ChangedLayers.SENT_AT_ONCE);
  }
}
