package io.github.approxifer.coding;

import io.github.approxifer.coding.order.QueryOrder;
import org.ejml.data.FMatrixRMaj;

/**
 * A group on its way to the workers.
 *
 * @param order which query took which place; what it takes to decode
 * @param coded N x d, row i is for worker i
 */
public record EncodedGroup(QueryOrder order, FMatrixRMaj coded) {}
