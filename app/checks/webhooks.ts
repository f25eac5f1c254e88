import { timeOf } from '../../domain/story.ts';
import type { HealthCheck } from '../../server/ports.ts';
import type { SeenTopic } from '../../storage/topics.ts';
import { ok, warning } from './check.ts';
import { checkWebhookVersion } from './webhook-version.ts';

/** Topics of the Developer Hub's list that Sidenote needs. */
export const neededTopics: readonly string[] = [
  'conversation.user.created',
  'conversation.user.replied',
  'conversation.admin.replied',
  'conversation.admin.assigned',
  'conversation.admin.closed',
];

/** Whether signed webhooks came at all, and each topic; null: no database to look into yet. */
export function checkWebhooks(
  seen: readonly SeenTopic[] | null,
  version: string,
): readonly HealthCheck[] {
  if (seen === null) {
    const sentence = 'Not looked at: no database is named or answers.';
    return [
      warning(
        'webhooks',
        sentence,
        'Start Sidenote (npm start), and run npx sidenote verify once MongoDB answers.',
      ),
    ];
  }
  const last = [...seen].sort((one, other) => other.lastAtMs - one.lastAtMs)[0];
  const secret = last
    ? ok('signing secret', `Confirmed by ${last.topic} at ${timeOf(last.lastAtMs)}.`)
    : warning(
        'signing secret',
        'No webhook with a good signature was seen yet.',
        'Paste the webhook address into the Developer Hub, Webhooks, and write a message in a test conversation. If it stays so, check INTERCOM_CLIENT_SECRET.',
      );
  return [
    secret,
    ...neededTopics.map((topic) => topicCheck(topic, seen)),
    checkWebhookVersion(seen, version),
  ];
}

function topicCheck(topic: string, seen: readonly SeenTopic[]): HealthCheck {
  const found = seen.find((one) => one.topic === topic);
  return found
    ? ok(`topic ${topic}`, `Last seen at ${timeOf(found.lastAtMs)}.`)
    : warning(
        `topic ${topic}`,
        'Never seen.',
        'Subscribe to it in the Developer Hub, Webhooks; if it is there, wait for the first event.',
      );
}
