/**
 * One walk of one virtual user through a snapshot: which request may go when.
 *
 * <p>Within a session a request goes only after every one that had been answered before it in the
 * recording has been answered in the replay; a request without a session keeps its place among all.
 * Beside that, a {@link dev.reprise.generator.walk.Walk} follows its pace: the recorded gaps, as
 * fast as it may, or a schedule that somebody else keeps.
 */
@NullMarked
package dev.reprise.generator.walk;

import org.jspecify.annotations.NullMarked;
