package io.github.approxifer.serving;

import io.github.approxifer.coding.order.GroupingQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Queries that wait for a group. Not thread-safe. */
interface QueryQueue {

  /** Adds a query to the end. */
  void add(PendingQuery query);

  /** How many wait. */
  int size();

  /** Takes the next group: K queries, or all if fewer wait. */
  List<PendingQuery> takeGroup();

  /** The query that has waited longest; null if none waits. */
  @Nullable PendingQuery oldest();

  /** Groups in the order of arrival. */
  static QueryQueue inOrder(int groupSize) {
    return new InOrder(groupSize);
  }

  /** Groups of similar queries. */
  static QueryQueue similar(int groupSize, int patience) {
    return new Similar(groupSize, patience);
  }

  /** First come, first served. */
  final class InOrder implements QueryQueue {
    private final int groupSize;
    private final ArrayDeque<PendingQuery> waiting = new ArrayDeque<>();

    private InOrder(int groupSize) {
      this.groupSize = groupSize;
    }

    @Override
    public void add(PendingQuery query) {
      waiting.add(query);
    }

    @Override
    public int size() {
      return waiting.size();
    }

    @Override
    public List<PendingQuery> takeGroup() {
      List<PendingQuery> group = new ArrayList<>(groupSize);
      while (group.size() < groupSize && !waiting.isEmpty()) {
        group.add(waiting.remove());
      }
      return group;
    }

    @Override
    public @Nullable PendingQuery oldest() {
      return waiting.peek();
    }
  }

  /** A {@link GroupingQueue} with the queries that belong to its tickets. */
  final class Similar implements QueryQueue {
    private final GroupingQueue tickets;
    private final Map<Long, PendingQuery> waiting = new HashMap<>();
    private final ArrayDeque<Long> arrivals = new ArrayDeque<>();

    private Similar(int groupSize, int patience) {
      this.tickets = new GroupingQueue(groupSize, patience);
    }

    @Override
    public void add(PendingQuery query) {
      FMatrixRMaj row = FMatrixRMaj.wrap(1, query.values().length, query.values());
      long ticket = tickets.add(row);
      waiting.put(ticket, query);
      arrivals.add(ticket);
    }

    @Override
    public int size() {
      return tickets.size();
    }

    @Override
    public List<PendingQuery> takeGroup() {
      List<PendingQuery> group = new ArrayList<>();
      for (long ticket : tickets.takeGroup()) {
        PendingQuery query = waiting.remove(ticket);
        if (query != null) {
          group.add(query);
        }
      }
      forgetTaken();
      return group;
    }

    @Override
    public @Nullable PendingQuery oldest() {
      Long first = arrivals.peek();
      return first == null ? null : waiting.get(first);
    }

    /** The first arrival, if there is one, is then of a query that waits. */
    private void forgetTaken() {
      while (!arrivals.isEmpty() && !waiting.containsKey(arrivals.element())) {
        arrivals.remove();
      }
    }
  }
}
