package io.drayage.sync;

import org.snakeyaml.engine.v2.nodes.Node;

/** A key of a YAML map, the line it stands in, and what it maps to. */
record YamlEntry(String key, int line, Node value) {}
