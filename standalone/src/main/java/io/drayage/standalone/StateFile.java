package io.drayage.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says which process uses a data folder, and where it answers. After a crash it is still there: the
 * number and the time of the start tell whether it is about a process that lives.
 */
final class StateFile {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  StateFile(Path file) {
    this.file = file;
  }

  /** The process has begun, and answers nowhere yet. */
  void starting() throws IOException {
    write(process());
  }

  /** The process answers at a URL. */
  void ready(String url) throws IOException {
    ObjectNode state = process();
    state.put("url", url);
    write(state);
  }

  private static ObjectNode process() {
    ProcessHandle own = ProcessHandle.current();
    ObjectNode state = JSON.createObjectNode();
    state.put("pid", own.pid());
    state.put("startedAt", own.info().startInstant().map(Instant::toString).orElse(""));
    return state;
  }

  private void write(ObjectNode state) throws IOException {
    Path made = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(made, JSON.writeValueAsString(state));
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
  }

  void remove() throws IOException {
    Files.deleteIfExists(file);
  }
}
