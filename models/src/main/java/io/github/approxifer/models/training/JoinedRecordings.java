package io.github.approxifer.models.training;

import io.github.approxifer.models.ImageShape;

/** Two recordings of the same shapes, which the caller sees to, one after the other. */
record JoinedRecordings(Recording first, Recording second) implements Recording {

  @Override
  public ImageShape inputShape() {
    return first.inputShape();
  }

  @Override
  public int classes() {
    return first.classes();
  }

  @Override
  public int size() {
    return Math.addExact(first.size(), second.size());
  }

  @Override
  public void query(int index, float[] destination, int offset) {
    if (index < first.size()) {
      first.query(index, destination, offset);
    } else {
      second.query(index - first.size(), destination, offset);
    }
  }

  @Override
  public void answer(int index, float[] destination, int offset) {
    if (index < first.size()) {
      first.answer(index, destination, offset);
    } else {
      second.answer(index - first.size(), destination, offset);
    }
  }
}
