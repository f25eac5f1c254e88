import { z } from 'zod';
import { type HttpOptions, createHttp } from '../../intercom/http.ts';
import type { HealthCheck } from '../../server/ports.ts';
import { attempt, ok, remedy, warning } from './check.ts';

const tagList = z.object({ data: z.array(z.object({ name: z.string() })) });

/** The tag that marks conversations exists, or is made with the first note. */
export async function checkTag(
  options: HttpOptions,
  tagName: string,
  signal: AbortSignal,
): Promise<readonly HealthCheck[]> {
  const send = createHttp(options);
  const call = { method: 'GET', path: '/tags', answer: tagList, writes: false, signal } as const;
  const tags = await attempt(send(call));
  if ('failure' in tags) {
    const sentence = `Tags cannot be read: ${tags.failure.message}.`;
    return [warning('tag', sentence, remedy(tags.failure))];
  }
  const found = tags.value.data.data.find(
    ({ name }) => name.toLowerCase() === tagName.toLowerCase(),
  );
  return [
    ok(
      'tag',
      found ? `The tag ${found.name} exists.` : `The tag ${tagName} is made with the first note.`,
    ),
  ];
}
