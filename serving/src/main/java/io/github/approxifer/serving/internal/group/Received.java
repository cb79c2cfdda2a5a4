package io.github.approxifer.serving.internal.group;

import io.github.approxifer.coding.answers.WorkerSet;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/** What has come so far: the slots with an answer, their answers, and slots without anything. */
record Received(WorkerSet slots, FMatrixRMaj values, List<Integer> outstanding) {}
