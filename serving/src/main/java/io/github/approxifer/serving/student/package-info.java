/**
 * The student beside a predictor: how well it agrees with the served model, and the recorder of
 * answers that it learns from. What a student is stands in {@link
 * io.github.approxifer.coding.student.Student}.
 */
@NullMarked
package io.github.approxifer.serving.student;

import org.jspecify.annotations.NullMarked;
