/** What several rooms of this module share; not for users, and free to change. */
@NullMarked
package io.github.approxifer.interp.internal;

import org.jspecify.annotations.NullMarked;
