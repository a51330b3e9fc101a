package io.drayage.cli.command;

import io.drayage.cli.ExitCode;
import io.drayage.registries.RegistriesConfigException;
import io.drayage.registries.ShortNameChooser;
import io.drayage.registries.ShortNameResolution.Chosen;
import io.drayage.registries.ShortNames;
import io.drayage.registries.SourceFile;
import io.drayage.registries.explain.Explainer;
import io.drayage.registries.explain.Explanation;
import io.drayage.registries.explain.ImageExplanation;
import io.drayage.transport.EndpointContacts;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Explains names and prints the answers in their order.
 *
 * @param shortNames remembers what was chosen
 * @param contacts asks the places, if they are to be asked
 */
record ExplainRun(
    Explainer explainer,
    ShortNames shortNames,
    ShortNameChooser chooser,
    Optional<EndpointContacts> contacts) {

  /** How many names are explained before their places are asked together. */
  private static final int BATCH = 32;

  /** How answers are printed. */
  enum Form {
    TEXT,
    JSON_LINES
  }

  /** Returns the exit code. */
  int print(Iterator<String> names, PrintStream out, Form form) throws IOException {
    int code = ExitCode.SUCCESS;
    List<SourceFile> files = List.of();
    while (names.hasNext()) {
      for (Explanation explanation : batch(names)) {
        if (form == Form.JSON_LINES) {
          out.println(explanation.json());
        } else {
          out.println(explanation.withoutFiles());
          files = explanation.files();
        }
        if (!isFine(explanation)) {
          code = ExitCode.FAILURE;
        }
      }
      if (contacts.isPresent()) {
        out.flush();
      }
    }
    out.print(Explanation.text(files));
    return code;
  }

  private List<Explanation> batch(Iterator<String> names) throws IOException {
    List<Explanation> batch = new ArrayList<>();
    do {
      batch.add(explainer.explain(names.next(), chooser));
    } while (contacts.isPresent() && batch.size() < BATCH && names.hasNext());
    List<Explanation> answered = contacts.isPresent() ? contacts.get().ask(batch) : batch;
    for (Explanation explanation : answered) {
      remember(explanation);
    }
    return answered;
  }

  /** A choice that leads nowhere is not kept. */
  private void remember(Explanation explanation) throws RegistriesConfigException {
    if (explanation.name().isPresent()
        && explanation.name().get() instanceof Chosen choice
        && isFine(explanation)) {
      shortNames.remember(choice);
    }
  }

  /** Whether the image may be read, and is somewhere if that was asked. */
  private boolean isFine(Explanation explanation) {
    return explanation.isAllowed()
        && (contacts.isEmpty() || explanation.images().stream().anyMatch(ExplainRun::isThere));
  }

  private static boolean isThere(ImageExplanation image) {
    return image.asked().stream()
        .anyMatch(place -> place.contact().flatMap(contact -> contact.digest()).isPresent());
  }
}
