/**
 * The one directory under which a local stack keeps everything: its layout, the secrets, the notes
 * of which processes run, and the state file by which clients find the parts.
 */
@NullMarked
package dev.reprise.localstack.home;

import org.jspecify.annotations.NullMarked;
