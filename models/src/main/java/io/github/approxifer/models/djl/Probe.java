package io.github.approxifer.models.djl;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import io.github.approxifer.models.ItemShape;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.Reasons;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A first prediction, which finds what a model's description hides or lacks: the type of its input,
 * whether it takes more than one item at once, and the shape of its answer.
 */
final class Probe {

  /** The batches that are tried: two rows, to tell the batch from other dimensions, or one. */
  private static final int[] ROWS = {2, 1};

  private static final List<DataType> TYPES =
      List.of(DataType.FLOAT32, DataType.FLOAT64, DataType.FLOAT16);
  private static final Pattern WHOLE_NUMBERS = Pattern.compile("\\bu?int(8|16|32|64)\\b");

  /**
   * What was found.
   *
   * @param ports how the model is called
   * @param single whether it takes one item at a time only
   * @param output the shape of an item's answer
   * @param answer what it answered to the rows of the probe, row-major
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
  record Found(Ports ports, boolean single, ItemShape output, float[] answer) {}

  /** One output: its name, if it has one, its shape and, if it was chosen, its values. */
  @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
  private record Output(@Nullable String name, long[] shape, float @Nullable [] values) {
    @Override
    public String toString() {
      return (name == null ? "" : name + " ") + Arrays.toString(shape);
    }
  }

  private final ai.djl.Model model;
  private final ModelSignature signature;
  private final TensorAccess access;

  private Probe(ai.djl.Model model, ModelSignature signature, TensorAccess access) {
    this.model = model;
    this.signature = signature;
    this.access = access;
  }

  /**
   * Finds out how to call a model.
   *
   * @throws ModelException if it cannot be called with rows of floats, with the reason
   */
  static Found of(ai.djl.Model model, ModelSignature signature, TensorAccess access) {
    return new Probe(model, signature, access).find(Description.of(model).ports(signature));
  }

  private Found find(Ports ports) {
    String reason = "";
    for (DataType type : TYPES) {
      for (int rows : ROWS) {
        try {
          return found(ports.as(type), rows);
        } catch (TranslateException | Unfit e) {
          if (type == DataType.FLOAT32) {
            reason = Reasons.of(e);
          }
        }
      }
    }
    throw new ModelException(
        "the model %s cannot answer one item of shape %s%s: %s%s"
            .formatted(
                model.getName(),
                ports.item(),
                ports.query() == null ? "" : " as its input " + ports.query(),
                reason,
                WHOLE_NUMBERS.matcher(reason).find()
                    ? ". A code mixes queries, and mixtures of whole numbers such as token ids"
                        + " mean nothing to a model: serve the part of it that takes floats"
                    : ""));
  }

  /** What another batch may mend. */
  @SuppressWarnings("serial") // never leaves this class
  private static final class Unfit extends Exception {
    Unfit(String message) {
      super(message);
    }
  }

  private Found found(Ports ports, int rows) throws TranslateException, Unfit {
    float[] inputs = new float[rows * ports.item().size()];
    for (int i = 0; i < inputs.length; i++) {
      // Anything from 0 to below 1 that is not all the same.
      inputs[i] = (i * 40_503 & 0xffff) / 65_536f;
    }
    List<Output> outputs;
    try (Predictor<FloatBatch, List<Output>> predictor =
        model.newPredictor(new ProbeTranslator(ports))) {
      outputs = predictor.predict(new FloatBatch(inputs, 0, rows, new float[0]));
    }
    int chosen = choose(outputs);
    Output output = outputs.get(chosen);
    long[] shape = output.shape();
    boolean batched = shape.length > 0 && shape[0] == rows;
    if (!batched && rows > 1) {
      throw new Unfit(
          "it answers %s to a batch of %d, so the first dimension is not the batch"
              .formatted(Arrays.toString(shape), rows));
    }
    float[] values = output.values();
    if (values == null || values.length == 0) {
      throw new Unfit("it answers no values: " + output);
    }
    ItemShape item =
        ItemShape.of(
            Arrays.stream(shape).skip(batched ? 1 : 0).mapToInt(Math::toIntExact).toArray());
    requireOutputs(output, item);
    return new Found(ports.answering(chosen), rows == 1, item, values);
  }

  private void requireOutputs(Output output, ItemShape item) {
    if (signature.outputs().isPresent() && signature.outputs().get() != item.size()) {
      throw new ModelException(
          "the model %s answers %s, %d values for an item, but %d were expected"
              .formatted(model.getName(), output, item.size(), signature.outputs().get()));
    }
  }

  private int choose(List<Output> outputs) {
    int chosen = chosen(outputs.stream().map(Output::name).toList());
    if (chosen < 0) {
      throw new ModelException(
          "the model %s has the outputs %s; name one of them as the answer by withOutput"
              .formatted(model.getName(), outputs));
    }
    return chosen;
  }

  private int chosen(List<@Nullable String> names) {
    return signature.output().map(names::indexOf).orElse(names.size() == 1 ? 0 : -1);
  }

  /** Copies the chosen output out; the others only say what they are. */
  private final class ProbeTranslator implements NoBatchifyTranslator<FloatBatch, List<Output>> {
    private final Ports ports;

    ProbeTranslator(Ports ports) {
      this.ports = ports;
    }

    @Override
    public NDList processInput(TranslatorContext context, FloatBatch batch) {
      return BatchTranslator.inputs(ports, access, context.getNDManager(), batch);
    }

    @Override
    public List<Output> processOutput(TranslatorContext context, NDList list) {
      List<@Nullable String> names = new ArrayList<>();
      list.forEach(array -> names.add(array.getName()));
      int chosen = chosen(names);
      return IntStream.range(0, list.size())
          .mapToObj(i -> output(names.get(i), list.get(i), i == chosen))
          .toList();
    }

    private Output output(@Nullable String name, NDArray array, boolean withValues) {
      float[] values = null;
      if (withValues) {
        values = new float[Math.toIntExact(array.getShape().size())];
        access.read(array, values, 0, values.length);
      }
      return new Output(name, array.getShape().getShape(), values);
    }
  }
}
