package io.github.approxifer.models.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import io.github.approxifer.models.ModelException;
import io.github.approxifer.models.Reasons;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** DJL's engines: what must be done before their first use, and their options. Thread-safe. */
final class Engines {

  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);
  private static final String TRACKING = "OPT_OUT_TRACKING";

  private static final List<EngineAdapter> ADAPTERS =
      ServiceLoader.load(EngineAdapter.class, EngineAdapter.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  /** What DJL's sources read; it ignores all else. */
  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "OnnxRuntime",
          Set.of(
              "interOpNumThreads",
              "intraOpNumThreads",
              "executionMode",
              "optLevel",
              "memoryPatternOptimization",
              "cpuArenaAllocator",
              "disablePerSessionThreads",
              "customOpLibrary",
              "profilerOutput",
              "ortDevice"),
          "TensorFlow",
          Set.of("Tags", "ConfigProto", "RunOptions", "SignatureDefKey"));

  private Engines() {}

  /**
   * A model of an engine, on the CPU, not loaded yet.
   *
   * @throws ModelException if there is no such engine or it cannot start
   */
  static ai.djl.Model newModel(String engine, String name) {
    prepare(engine);
    try {
      if (!Engine.hasEngine(engine)) {
        throw new ModelException(
            "there is no engine %s on the class path; there are %s"
                .formatted(engine, Engine.getAllEngines()));
      }
      return Engine.getEngine(engine).newModel(name, Device.cpu());
    } catch (LinkageError | EngineException | IllegalStateException e) {
      String reason = Reasons.of(e);
      throw new ModelException(
          "the engine %s cannot start: %s%s"
              .formatted(
                  engine,
                  reason,
                  reason.contains("OrtEnvironment")
                      ? ". ONNX Runtime is already in use in this process, but not through DJL,"
                          + " which then cannot share it: let DJL start it first, by loading a"
                          + " model here or by Engine.getEngine(\"OnnxRuntime\")"
                      : ""),
          e);
    }
  }

  /** Keeps DJL from the network: from its call home, and from looking there for libraries. */
  private static void prepare(String wanted) {
    if (System.getenv(TRACKING) == null && System.getProperty(TRACKING) == null) {
      System.setProperty(TRACKING, "true");
    }
    for (EngineAdapter adapter : ADAPTERS) {
      try {
        adapter.prepare();
      } catch (ModelException e) {
        if (adapter.engine().equals(wanted)) {
          throw e;
        }
        // ONNX Runtime would ask it for what it cannot do itself, which is nothing here.
        System.setProperty("ai.djl.onnx.disable_alternative", "true");
        LOG.debug("{} cannot help out {}", adapter.engine(), wanted, e);
      }
    }
  }

  /** Refuses options that the engine would ignore. */
  static void requireKnown(String engine, Map<String, String> options) {
    Set<String> known = OPTIONS.get(engine);
    if (known == null) {
      return;
    }
    Set<String> unknown = new TreeSet<>(options.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no option %s; it has %s"
              .formatted(engine, String.join(", ", unknown), new TreeSet<>(known)));
    }
  }

  static TensorAccess access(NDManager manager) {
    String name = manager.getEngine().getEngineName();
    return ADAPTERS.stream()
        .filter(adapter -> adapter.engine().equals(name))
        .flatMap(adapter -> adapter.access(manager).stream())
        .findFirst()
        .orElse(TensorAccess.GENERIC);
  }
}
