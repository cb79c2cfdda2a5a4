/**
 * The life of a group, from its queries to their ends: {@link
 * io.github.approxifer.serving.internal.group.Group} is its states, {@link
 * io.github.approxifer.serving.internal.group.SentGroup} what is settled when it is sent, {@link
 * io.github.approxifer.serving.internal.group.Round} the requests that are out, {@link
 * io.github.approxifer.serving.internal.group.Coding} the code. Each knows those after it only. Not
 * for users.
 */
@NullMarked
package io.github.approxifer.serving.internal.group;

import org.jspecify.annotations.NullMarked;
