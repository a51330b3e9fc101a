package io.drayage.cli.progress;

import io.drayage.copy.ProgressEvent;

/** Shows nothing ({@code --quiet}). */
public final class SilentScreen implements Screen {
  @Override
  public void on(ProgressEvent event) {}

  @Override
  public void line(String text) {}

  @Override
  public void close() {}
}
