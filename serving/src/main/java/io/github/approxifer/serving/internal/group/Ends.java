package io.github.approxifer.serving.internal.group;

import java.util.List;

/**
 * Who hears how the queries of groups end: as answered, failed or dropped. Of a query that has
 * ended nothing more is heard, except what refines it. Implementations are thread-safe, return soon
 * and do not throw.
 */
public interface Ends {

  /**
   * Queries were answered.
   *
   * @param result their answers
   * @param refinable whether {@link #refined} or {@link #notRefined} will tell more of them
   */
  void answered(GroupResult result, boolean refinable);

  /**
   * Queries cannot be answered.
   *
   * @param queries which
   * @param failure why
   */
  void failed(List<? extends Query> queries, Throwable failure);

  /**
   * Queries that were given up before their group was sent are left out.
   *
   * @param queries which
   */
  void dropped(List<? extends Query> queries);

  /**
   * Late answers made better predictions of queries that were answered.
   *
   * @param result their new answers
   */
  void refined(GroupResult result);

  /**
   * Nothing better will come for queries that were answered.
   *
   * @param queries which
   */
  void notRefined(List<? extends Query> queries);

  /**
   * Nothing more will come of a group; all of its queries have ended before.
   *
   * @param group its number
   */
  void over(long group);
}
