// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.DynamicTest;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * The web page of a running stack in a real browser: runs files of {@code web/tests/browser} and
 * gives each of their tests as one of ours, so that it counts as such.
 *
 * <p><b>Threads</b>: blocks until the browser is done.
 */
final class Page {

  private static final Path WEB = Checkout.root().resolve("web");
  private static final Path OUTPUT =
      Checkout.root().resolve(Path.of("tests", "stories", "target", "browser"));

  private Page() {}

  /**
   * Runs some files.
   *
   * @param name of what is left of the run
   * @param files to run, in any order
   * @param environment more that they need to know
   */
  static Stream<DynamicTest> tests(
      Stack stack, String name, List<String> files, Map<String, String> environment)
      throws IOException {
    Files.createDirectories(OUTPUT);
    Path results = OUTPUT.resolve(name + ".xml");
    Path log = OUTPUT.resolve(name + ".log");
    Files.deleteIfExists(results);
    var command =
        new ArrayList<>(
            List.of(
                "node",
                WEB.resolve(Path.of("node_modules", "vitest", "vitest.mjs")).toString(),
                "run",
                "--config",
                WEB.resolve(Path.of("tests", "browser", "vitest.config.ts")).toString(),
                "--reporter=default",
                "--reporter=junit",
                "--outputFile.junit=" + results));
    command.addAll(files);
    var known = new HashMap<>(environment);
    known.put("REPRISE_PAGE", stack.page());
    known.put("REPRISE_STACK", stack.stateFile().toString());
    known.put("REPRISE_PICTURES", OUTPUT.toString());
    int status = Processes.run(command, known, log);
    assertThat(results)
        .as("results of %s, exit status %d: %s", files, status, Files.readString(log))
        .exists();
    var cases = cases(results);
    assertThat(cases).as("tests of %s: %s", files, Files.readString(log)).isNotEmpty();
    assertThat(status == 0 || cases.stream().anyMatch(Page::isBad))
        .as("exit status %d though no test failed: %s", status, Files.readString(log))
        .isTrue();
    return cases.stream().map(Page::test);
  }

  private static List<Element> cases(Path results) throws IOException {
    try {
      var found =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(results.toFile())
              .getElementsByTagName("testcase");
      return IntStream.range(0, found.getLength())
          .mapToObj(number -> (Element) found.item(number))
          .toList();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("no results of tests in " + results, e);
    }
  }

  private static DynamicTest test(Element testcase) {
    return DynamicTest.dynamicTest(
        testcase.getAttribute("name"),
        () -> {
          if (isBad(testcase)) {
            fail(testcase.getTextContent().strip());
          }
        });
  }

  /** A test that was left out is as bad as one that failed: nobody would see it. */
  private static boolean isBad(Element testcase) {
    return Stream.of("failure", "error", "skipped")
        .anyMatch(outcome -> testcase.getElementsByTagName(outcome).getLength() > 0);
  }
}
