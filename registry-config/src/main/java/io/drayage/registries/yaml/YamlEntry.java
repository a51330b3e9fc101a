package io.drayage.registries.yaml;

import org.snakeyaml.engine.v2.nodes.Node;

/** A key of a YAML map, the line it stands in, counted from 1, and what it maps to. */
public record YamlEntry(String key, int line, Node value) {}
