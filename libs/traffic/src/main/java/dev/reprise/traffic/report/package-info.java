/**
 * What a replay leaves: outcomes are judged by a test config, added up in bounded memory, and shown
 * as JSON, JUnit XML, one HTML page or a terminal table.
 *
 * <p>Nothing here measures or compares: a {@link dev.reprise.traffic.report.Report} is a pure
 * function of outcomes, agents' figures and a config, so stored outcomes can be judged again.
 */
@NullMarked
package dev.reprise.traffic.report;

import org.jspecify.annotations.NullMarked;
