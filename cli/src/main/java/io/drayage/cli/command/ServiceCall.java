package io.drayage.cli.command;

import io.drayage.cli.flag.Arguments;
import io.drayage.cli.service.Service;
import io.drayage.cli.service.ServiceFlags;
import java.io.IOException;

/** What a command asks a service for. */
@FunctionalInterface
interface ServiceCall {
  /** Asks, and returns the exit code. */
  int ask(Service service) throws IOException;

  /** Asks the service that the command line, the variables or the saved context name. */
  static int run(Arguments arguments, Invocation invocation, ServiceCall call) throws IOException {
    try (Service service =
        Service.open(ServiceFlags.read(arguments, invocation.surroundings().configuration()))) {
      return call.ask(service);
    }
  }
}
