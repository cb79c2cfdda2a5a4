/** Which workers to trust and to ask: suspicion, quarantine and probation. */
@NullMarked
package io.github.approxifer.serving.health;

import org.jspecify.annotations.NullMarked;
