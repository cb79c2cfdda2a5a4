/** What all reports share: tables in Markdown and the conditions under which a result was made. */
@NullMarked
package io.github.approxifer.bench.report;

import org.jspecify.annotations.NullMarked;
