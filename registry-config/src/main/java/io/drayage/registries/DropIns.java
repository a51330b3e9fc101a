package io.drayage.registries;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The drop-in files in the order in which they are merged. */
record DropIns(List<Path> files, List<SourceFile> ignored, List<Lint> lints) {
  private static final int MAXIMUM_FILES = 1000;

  static DropIns list(RegistriesConfigFiles config) throws RegistriesConfigException {
    List<Path> files = new ArrayList<>();
    List<Lint> lints = new ArrayList<>();
    List<SourceFile> ignored = new ArrayList<>();
    for (Path folder : config.dropInFolders()) {
      if (Files.isSymbolicLink(folder)) {
        ignored.add(
            new SourceFile(folder, SourceFile.State.IGNORED, "the folder is a symbolic link"));
        lints.add(
            new Lint(
                LintKind.DROP_IN_FOLDER_IS_LINK,
                Position.whole(folder),
                "the folder is a symbolic link, and container tools do not follow it: its files have no effect; use a real folder"));
      } else {
        files.addAll(list(folder));
      }
    }
    for (Path folder : config.ignoredFolders()) {
      if (!list(folder).isEmpty()) {
        ignored.add(
            new SourceFile(
                folder, SourceFile.State.IGNORED, config.main() + " exists and replaces it"));
        lints.add(
            new Lint(
                LintKind.SYSTEM_DROP_INS_IGNORED,
                Position.whole(folder),
                "%s exists, so the files in this folder have no effect; repeat in the home folder what is needed"
                    .formatted(config.main())));
      }
    }
    return new DropIns(files, ignored, lints);
  }

  private static List<Path> list(Path folder) throws RegistriesConfigException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      for (Path file : found) {
        if (file.toString().endsWith(".conf")
            && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          files.add(file);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new RegistriesConfigException(
          "reading registries.conf.d: cannot list %s: %s; check its permissions"
              .formatted(folder, Failures.reason(e)),
          e);
    }
    if (files.size() > MAXIMUM_FILES) {
      throw new RegistriesConfigException(
          "%s holds more than %d .conf files; is it the right folder?"
              .formatted(folder, MAXIMUM_FILES));
    }
    Collections.sort(files);
    return files;
  }
}
