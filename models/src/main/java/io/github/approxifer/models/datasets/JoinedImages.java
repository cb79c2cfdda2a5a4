package io.github.approxifer.models.datasets;

import java.util.List;

/** Several sources one after the other. */
final class JoinedImages implements ImageSource {

  private final List<ImageSource> parts;
  private final int[] starts;

  JoinedImages(List<? extends ImageSource> parts) {
    this.parts = List.copyOf(parts);
    this.starts = new int[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      starts[i + 1] = starts[i] + parts.get(i).size();
    }
  }

  @Override
  public int size() {
    return starts[parts.size()];
  }

  @Override
  public int label(int index) {
    int part = part(index);
    return parts.get(part).label(index - starts[part]);
  }

  @Override
  public void read(int index, float[] destination, int offset) {
    int part = part(index);
    parts.get(part).read(index - starts[part], destination, offset);
  }

  private int part(int index) {
    int part = 0;
    while (index >= starts[part + 1]) {
      part++;
    }
    return part;
  }
}
