package io.github.approxifer.models.training;

import io.github.approxifer.models.ImageShape;
import java.util.Objects;

/** Queries of a recording that follow each other. */
record RecordingPart(Recording whole, int begin, int end) implements Recording {

  RecordingPart {
    Objects.checkFromToIndex(begin, end, whole.size());
    if (begin == end) {
      throw new IndexOutOfBoundsException("the part from " + begin + " to " + end + " is empty");
    }
  }

  @Override
  public ImageShape inputShape() {
    return whole.inputShape();
  }

  @Override
  public int classes() {
    return whole.classes();
  }

  @Override
  public int size() {
    return end - begin;
  }

  @Override
  public void query(int index, float[] destination, int offset) {
    whole.query(begin + Objects.checkIndex(index, size()), destination, offset);
  }

  @Override
  public void answer(int index, float[] destination, int offset) {
    whole.answer(begin + Objects.checkIndex(index, size()), destination, offset);
  }
}
