package io.drayage.cli;

import io.drayage.image.Platform;
import io.drayage.registries.ConfigEnvironment;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * What a run of the program has around it: everything that tests replace.
 *
 * @param configuration where configuration files are looked for, and the environment variables
 * @param host the platform of this machine
 * @param out results; what scripts read
 * @param err failures and warnings
 */
public record Surroundings(
    ConfigEnvironment configuration,
    Platform host,
    Terminal terminal,
    InputStream in,
    PrintStream out,
    PrintStream err) {}
