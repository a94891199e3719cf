/**
 * How to replay: the test config's records, their strict parser and their published schema.
 *
 * <p>One table of shapes ({@code TestConfigShape}) says which keys there are, their types, ranges,
 * defaults and meaning. The parser walks a file by it and reports every problem in one go, each
 * with line, column, excerpt and caret; the JSON schema in {@code docs/} is printed from it. So
 * neither can know a key that the other does not.
 */
@NullMarked
package dev.reprise.traffic.config;

import org.jspecify.annotations.NullMarked;
