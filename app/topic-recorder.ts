import type { SeenNotification } from '../server/ports.ts';
import type { Topics } from '../storage/topics.ts';

/** A topic that comes all the time is written down once in this time. */
const everyMs = 60_000;

/** Takes notifications as they come and keeps which topics were seen; never fails its caller. */
export function createTopicRecorder(topics: Topics): (seen: SeenNotification) => void {
  const written = new Map<string, number>();
  return (seen) => {
    const key = `${seen.appId}:${seen.topic}`;
    const last = written.get(key);
    if (last !== undefined && seen.receivedAtMs - last < everyMs) return;
    written.set(key, seen.receivedAtMs);
    // The database may be away: the next notification of the topic tries again.
    const { appId, topic, receivedAtMs, payloadAge } = seen;
    const note = { appId, topic, receivedAtMs, payloadAge: payloadAge() };
    topics.note(note).catch(() => written.delete(key));
  };
}
