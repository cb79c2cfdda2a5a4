package io.github.approxifer.serving;

import io.github.approxifer.models.FunctionModel;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.Model;
import java.util.concurrent.CountDownLatch;

/** A model of 2 values to their sum, whose predictions end when a test says so. */
public final class StuckModel {
  /** Falls when a prediction has begun. */
  public final CountDownLatch begun = new CountDownLatch(1);

  /** Lets predictions end. */
  public final CountDownLatch release = new CountDownLatch(1);

  /** The model. */
  public Model model() {
    return model(1);
  }

  /** The model with further outputs, which are zero. */
  public Model model(int outputs) {
    return FunctionModel.of(
        ItemShape.of(2),
        outputs,
        (in, out) -> {
          begun.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
          }
          out[0] = in[0] + in[1];
        });
  }
}
