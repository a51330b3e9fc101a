package io.drayage.registries;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Collectors;

/** Words for failures whose own message is only a file name, and for several of them. */
final class Failures {
  private Failures() {}

  static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file or folder";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }

  /** Throws when there is something to throw; a single failure is thrown as it is. */
  static void throwTogether(String attempt, List<RegistriesConfigException> failures)
      throws RegistriesConfigException {
    if (failures.size() == 1) {
      throw failures.getFirst();
    }
    if (!failures.isEmpty()) {
      var together =
          new RegistriesConfigException(
              failures.stream()
                  .map(Exception::getMessage)
                  .collect(Collectors.joining("\n\t* ", "errors " + attempt + ":\n\t* ", "")));
      failures.forEach(together::addSuppressed);
      throw together;
    }
  }
}
