/**
 * Grouping and ordering, the first of ApproxIFER's four modules: which queries are encoded together
 * and in which order. A code mixes neighbours most, and the model's answer to a mixture is the
 * closer to the mixture of the answers the more alike the queries are, so similar queries should be
 * neighbours.
 *
 * <p>{@link io.github.approxifer.coding.order.QueryOrder} is the order of a group and back, {@link
 * io.github.approxifer.coding.order.QueryPath} finds a short path, {@link
 * io.github.approxifer.coding.order.GroupingQueue} forms groups out of waiting queries.
 */
@NullMarked
package io.github.approxifer.coding.order;

import org.jspecify.annotations.NullMarked;
