/**
 * What comes back from the workers of a group: whose answers ({@link
 * io.github.approxifer.coding.answers.WorkerSet}), all that has come ({@link
 * io.github.approxifer.coding.answers.Received}), and what it came to ({@link
 * io.github.approxifer.coding.answers.Decoded}). Nothing here knows a code.
 */
@NullMarked
package io.github.approxifer.coding.answers;

import org.jspecify.annotations.NullMarked;
