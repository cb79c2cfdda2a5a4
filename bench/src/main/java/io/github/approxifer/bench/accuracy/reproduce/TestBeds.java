package io.github.approxifer.bench.accuracy.reproduce;

import io.github.approxifer.bench.accuracy.measure.TestBed;
import io.github.approxifer.models.weights.WeightFiles;
import java.io.IOException;

/** Where a run gets its models and images from. */
interface TestBeds {

  /** Whether there are weights of a model for a dataset. */
  boolean isTrained(String model, String dataset);

  /** Opens a model that is trained; to be closed by the caller. */
  TestBed open(String model, String dataset) throws IOException;

  /**
   * Tells apart all that measurements of a model depend on beside the settings.
   *
   * @throws IOException if weights cannot be read
   */
  String fingerprint(String model, String dataset) throws IOException;

  /** The trained models of a finder, on the published images. */
  static TestBeds of(WeightFiles weights) {
    return new TestBeds() {
      @Override
      public boolean isTrained(String model, String dataset) {
        return TestBed.isTrained(weights, model, dataset);
      }

      @Override
      public TestBed open(String model, String dataset) throws IOException {
        return TestBed.open(weights, model, dataset);
      }

      @Override
      public String fingerprint(String model, String dataset) throws IOException {
        return TestBed.fingerprint(weights, model, dataset);
      }
    };
  }
}
