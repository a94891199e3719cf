/** How each program of the demo takes its settings, answers {@code --help}, and fails. */
@NullMarked
package dev.reprise.demo.process;

import org.jspecify.annotations.NullMarked;
