/**
 * How sure a prediction is: a confidence for each prediction of a group, learnt from held-out
 * groups, that says how often such predictions are right.
 */
@NullMarked
package io.github.approxifer.coding.confidence;

import org.jspecify.annotations.NullMarked;
