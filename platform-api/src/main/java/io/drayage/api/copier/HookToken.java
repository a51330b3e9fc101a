package io.drayage.api.copier;

/**
 * What a registry sends along to have a sync run when something was pushed.
 *
 * @param token is told once, and kept as a hash
 * @param path where it is sent to, in the header {@code X-Drayage-Hook-Token}
 */
public record HookToken(String token, String path) {
  @Override
  public String toString() {
    return "HookToken[path=%s]".formatted(path);
  }
}
