package io.github.approxifer.models.training;

import io.github.approxifer.models.ImageShape;
import io.github.approxifer.models.datasets.PublishedDataset;
import io.github.approxifer.models.networks.Network;
import io.github.approxifer.models.networks.Networks;
import io.github.approxifer.models.networks.StudentNetworks;
import io.github.approxifer.models.weights.SafetensorsFile;
import io.github.approxifer.models.weights.WeightsException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a student's file says of its network, as free text beside the weights. */
final class StudentFile {

  private static final String INPUT = "input";
  private static final String CLASSES = "classes";
  private static final String WIDTH = "width";

  private StudentFile() {}

  /** The free text that lets a file be read again. */
  static Map<String, String> facts(Network student) {
    ImageShape shape = student.inputShape();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(INPUT, shape.height() + "x" + shape.width() + "x" + shape.channels());
    facts.put(CLASSES, Integer.toString(student.classes()));
    facts.put(WIDTH, Integer.toString(StudentNetworks.width(student)));
    return facts;
  }

  /** The network of a file of that name: a student's, or the one after the last hyphen. */
  static Network network(String name, PublishedDataset dataset, SafetensorsFile file) {
    if (name.startsWith("student")) {
      return network(file);
    }
    // parity2-resnet20 has the parameters of a resnet20
    String architecture = name.substring(name.lastIndexOf('-') + 1);
    return Networks.of(architecture, dataset.inputShape(), dataset.classes());
  }

  /** The network whose weights a file holds. */
  static Network network(SafetensorsFile file) {
    Map<String, String> metadata = file.metadata();
    try {
      String[] sizes = text(metadata, INPUT).split("x", -1);
      if (sizes.length != 3) {
        throw new WeightsException("a student's input is height x width x channels: " + metadata);
      }
      ImageShape shape =
          new ImageShape(
              Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]), Integer.parseInt(sizes[2]));
      return StudentNetworks.of(
          shape,
          Integer.parseInt(text(metadata, CLASSES)),
          Integer.parseInt(text(metadata, WIDTH)));
    } catch (IllegalArgumentException e) {
      throw new WeightsException("this is no file of a student: " + e.getMessage());
    }
  }

  private static String text(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new WeightsException("this is no file of a student: it says nothing of its " + key);
    }
    return value;
  }
}
