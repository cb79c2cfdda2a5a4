/**
 * Image datasets as float batches: MNIST, Fashion-MNIST and CIFAR-10 in their published formats,
 * and a synthetic one drawn from a seed.
 *
 * <p>{@link io.github.approxifer.models.datasets.DatasetStore} finds or downloads the files and
 * checks them; every {@link io.github.approxifer.models.datasets.Dataset} says by its {@link
 * io.github.approxifer.models.datasets.Provenance} whether it is what was published.
 */
@NullMarked
package io.github.approxifer.models.datasets;

import org.jspecify.annotations.NullMarked;
