import proto from '@temporalio/proto';
import type { History } from '../../temporal/histories.ts';

const { History: HistoryMessage } = proto.temporal.api.history.v1;

export type HistoryFacts = {
  readonly events: number;
  /** As the server sends it. */
  readonly bytes: number;
  readonly activities: number;
  /**
   * Billable actions by Temporal's price list: a start, an activity or its retry, a timer, a
   * signal, an update, a change of search attributes. Heartbeats count too and are not in a
   * history; steps that end within seconds send none.
   */
  readonly actions: number;
};

/** What a run's history says of its cost. */
export function historyFacts(history: History): HistoryFacts {
  const events = history.events ?? [];
  const sum = (count: (event: (typeof events)[number]) => number): number =>
    events.reduce((total, event) => total + count(event), 0);
  const activities = sum((event) => (event.activityTaskScheduledEventAttributes ? 1 : 0));
  const retries = sum((event) =>
    Math.max(0, (event.activityTaskStartedEventAttributes?.attempt ?? 1) - 1),
  );
  const others = sum((event) =>
    event.workflowExecutionStartedEventAttributes ||
    event.timerStartedEventAttributes ||
    event.workflowExecutionSignaledEventAttributes ||
    event.workflowExecutionUpdateAcceptedEventAttributes ||
    event.upsertWorkflowSearchAttributesEventAttributes
      ? 1
      : 0,
  );
  return {
    events: events.length,
    bytes: HistoryMessage.encode(HistoryMessage.create(history)).finish().length,
    activities,
    actions: activities + retries + others,
  };
}
