/**
 * The student: a small surrogate model beside the coordinator that has learned from the served
 * model's own answers. It replaces answers that are lost, says which queries are hard, and is a
 * witness against Byzantine workers.
 */
@NullMarked
package io.github.approxifer.coding.student;

import org.jspecify.annotations.NullMarked;
