import { z } from 'zod';

/** An event as history files hold it; its attributes lie under a key that its type names. */
const event = z.looseObject({ eventId: z.string(), eventType: z.string() });
const fileOfEvents = z.object({ events: z.array(event) });
type Event = z.output<typeof event>;

const eventsOf = (text: string): Event[] => fileOfEvents.parse(JSON.parse(text)).events;

const step = z.looseObject({ activityType: z.object({ name: z.string() }) });
const scheduled = z.looseObject({ activityTaskScheduledEventAttributes: step });

/** The name of the step that the event schedules; null for other events. */
function stepOf(given: Event): string | null {
  const { success, data } = scheduled.safeParse(given);
  return success ? data.activityTaskScheduledEventAttributes.activityType.name : null;
}

/** The steps that a history holds, in order, repeated ones too. */
export const stepsIn = (text: string): string[] =>
  eventsOf(text).flatMap((one) => stepOf(one) ?? []);

/** Where the step stands: from its start to the end of the workflow task that its result woke. */
function blockOf(events: readonly Event[], step: string): { from: number; to: number } {
  const from = events.findIndex((one) => stepOf(one) === step);
  const woken = events.findIndex(
    ({ eventType }, at) => at > from && eventType === 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED',
  );
  if (from < 0 || woken < 0) throw new Error(`The history holds no finished step ${step}`);
  return { from, to: woken + 1 };
}

/** Ids from `since` on, and what refers to them, are moved by so many. */
function moved(events: readonly Event[], since: number, by: number): Event[] {
  const move = (key: string, value: unknown): unknown =>
    /eventId$/i.test(key) && Number(value) >= since ? String(Number(value) + by) : value;
  return z.array(event).parse(JSON.parse(JSON.stringify(events), move));
}

/** As text again, with the steps numbered anew, as a worker numbers them. */
function textOf(events: readonly Event[]): string {
  let steps = 0;
  const numbered = events.map((one) => {
    const { success, data } = scheduled.safeParse(one);
    if (!success) return one;
    steps += 1;
    const attributes = data.activityTaskScheduledEventAttributes;
    const activityId = String(steps);
    return { ...one, activityTaskScheduledEventAttributes: { ...attributes, activityId } };
  });
  return JSON.stringify({ events: numbered });
}

/** As if the code had not had the step when the history was recorded. */
export function withoutStep(text: string, step: string): string {
  const events = eventsOf(text);
  const { from, to } = blockOf(events, step);
  // The block's last event is what the next one refers to: it becomes the one before the block.
  return textOf([...events.slice(0, from), ...moved(events.slice(to), to, from - to)]);
}

/** As if the code had taken the step twice then. */
export function withStepTwice(text: string, step: string): string {
  const events = eventsOf(text);
  const { from, to } = blockOf(events, step);
  const again = moved(events.slice(from, to), from, to - from);
  return textOf([...events.slice(0, to), ...again, ...moved(events.slice(to), to, to - from)]);
}

/** As if the step, or the workflow, had had another name then. */
export const renamed = (text: string, from: string, to: string): string =>
  text.replaceAll(`"name":"${from}"`, `"name":"${to}"`);

/** As if the code had waited then where it takes the step now. */
export function withTimerFor(text: string, step: string): string {
  const events = eventsOf(text);
  const { from, to } = blockOf(events, step);
  const [first, , answered, ...woken] = events.slice(from, to);
  if (!first || answered?.eventType !== 'EVENT_TYPE_ACTIVITY_TASK_COMPLETED') {
    throw new Error(`The step ${step} did not simply complete`);
  }
  const timerId = '1';
  const started = {
    ...{ eventId: first.eventId, eventTime: first['eventTime'] },
    eventType: 'EVENT_TYPE_TIMER_STARTED',
    timerStartedEventAttributes: {
      ...{ timerId, startToFireTimeout: '1s' },
      workflowTaskCompletedEventId: String(from),
    },
  };
  const fired = {
    ...{ eventId: String(from + 2), eventTime: answered['eventTime'] },
    eventType: 'EVENT_TYPE_TIMER_FIRED',
    timerFiredEventAttributes: { timerId, startedEventId: first.eventId },
  };
  const after = moved([...woken, ...events.slice(to)], from + 4, -1);
  return textOf([...events.slice(0, from), started, fired, ...after]);
}
