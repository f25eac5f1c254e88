import type { IntercomClient } from '../../intercom/client.ts';
import type { HealthCheck } from '../../server/ports.ts';
import { attempt, failed, ok, remedy, warning } from './check.ts';

type Reading = {
  readonly what: string;
  readonly needed: boolean;
  readonly call: (client: IntercomClient, signal: AbortSignal) => Promise<unknown>;
};

const anyConversation = { field: 'created_at', operator: '>', value: 0 } as const;

const readings: readonly Reading[] = [
  {
    what: 'conversations',
    needed: true,
    call: (client, signal) =>
      client.searchConversations({ query: anyConversation, perPage: 1 }, signal),
  },
  { what: 'teammates', needed: true, call: (client, signal) => client.admins(signal) },
  {
    what: 'help-center articles',
    needed: false,
    call: (client, signal) => client.listArticles({ perPage: 1 }, signal),
  },
  {
    what: 'internal articles',
    needed: false,
    call: (client, signal) => client.listInternalArticles({ perPage: 1 }, signal),
  },
];

/** Tries each kind of reading. Writing cannot be tried without a write, so it is only told. */
export async function checkPermissions(
  client: IntercomClient,
  signal: AbortSignal,
): Promise<readonly HealthCheck[]> {
  const tried = await Promise.all(
    readings.map(async ({ what, needed, call }) => {
      const answer = await attempt(call(client, signal));
      if ('value' in answer) return { what, check: null };
      const sentence = `Reading ${what} does not work: ${answer.failure.message}.`;
      const report = needed ? failed : warning;
      return { what, check: report('permissions', sentence, remedy(answer.failure)) };
    }),
  );
  const works = tried.filter(({ check }) => check === null).map(({ what }) => what);
  return [
    ...tried.flatMap(({ check }) => (check === null ? [] : [check])),
    ...(works.length === 0
      ? []
      : [
          ok(
            'permissions',
            `The app may read ${works.join(', ')}. That it may write notes and tags shows with the first note.`,
          ),
        ]),
  ];
}
