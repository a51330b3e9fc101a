package io.drayage.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One registry for all tests that need nothing but repositories of their own; a test class gets a
 * {@link Wire} to it as the parameter of its constructor.
 */
final class SharedRegistry implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedRegistry.class);

  private record Running(RunningRegistry registry, Wire wire, Path data) implements AutoCloseable {
    static Running start() {
      try {
        Path data = Files.createTempDirectory("drayage-registry");
        RunningRegistry registry = RunningRegistry.start(data);
        return new Running(registry, Wire.to(registry.uri()), data);
      } catch (Exception e) {
        throw new IllegalStateException("the registry of the tests did not start", e);
      }
    }

    @Override
    public void close() throws IOException {
      wire.close();
      registry.close();
      Files.walkFileTree(data, new TreeRemoval());
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Wire.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Running.class, _ -> Running.start(), Running.class)
        .wire();
  }
}
