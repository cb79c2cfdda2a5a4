package io.github.approxifer.models;

/**
 * A model whose outputs are the logarithms of another's, for one that ends in a softmax: the
 * logarithm of a softmax is the logits less a constant of each query, which a code mixes and
 * recovers as well as the logits, and the largest stays the largest. As thread-safe as the other
 * model.
 */
public final class LogProbabilities implements Model {

  private final Model model;

  private LogProbabilities(Model model) {
    this.model = model;
  }

  /**
   * A model that answers logarithms.
   *
   * @param model answers probabilities; closed with the result
   * @return the model; what is below the smallest normal float, 0 too, counts as that, whose
   *     logarithm is -87.3
   */
  public static Model of(Model model) {
    return new LogProbabilities(model);
  }

  @Override
  public ItemShape inputShape() {
    return model.inputShape();
  }

  @Override
  public ItemShape outputShape() {
    return model.outputShape();
  }

  @Override
  public void predict(float[] inputs, int batch, float[] outputs) {
    model.predict(inputs, batch, outputs);
    int count = batch * model.outputShape().size();
    for (int i = 0; i < count; i++) {
      outputs[i] = (float) Math.log(Math.max(outputs[i], Float.MIN_NORMAL));
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
