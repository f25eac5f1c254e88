import proto, { type temporal } from '@temporalio/proto';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

const { EventType } = proto.temporal.api.enums.v1;

/** `event 11, ActivityTaskScheduled fetchThread`: as the Temporal UI numbers and names it. */
export function describeEvent(event: HistoryEvent, events: readonly HistoryEvent[]): string {
  const type = EventType[event.eventType ?? 0]
    ?.replace('EVENT_TYPE_', '')
    .toLowerCase()
    .replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const subject = subjectOf(event) ?? subjectOf(causeOf(event, events));
  return `event ${String(event.eventId)}, ${type ?? 'of an unknown type'}${subject ? ` ${subject}` : ''}`;
}

const subjectOf = (event: HistoryEvent | undefined): string | null =>
  event?.activityTaskScheduledEventAttributes?.activityType?.name ??
  event?.timerStartedEventAttributes?.timerId ??
  event?.workflowExecutionStartedEventAttributes?.workflowType?.name ??
  null;

/** The event that this one answers, for results of activities. */
function causeOf(event: HistoryEvent, events: readonly HistoryEvent[]): HistoryEvent | undefined {
  const scheduledId =
    event.activityTaskCompletedEventAttributes?.scheduledEventId ??
    event.activityTaskFailedEventAttributes?.scheduledEventId ??
    event.activityTaskTimedOutEventAttributes?.scheduledEventId ??
    event.activityTaskStartedEventAttributes?.scheduledEventId;
  if (!scheduledId) return undefined;
  return events.find(({ eventId }) => String(eventId) === String(scheduledId));
}
