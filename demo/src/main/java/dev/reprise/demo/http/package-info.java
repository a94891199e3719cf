/** The small HTTP kit that the demo's services answer with, on the JDK's own server. */
@NullMarked
package dev.reprise.demo.http;

import org.jspecify.annotations.NullMarked;
