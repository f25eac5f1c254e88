import { expect, it } from 'vitest';
import type { Outcome } from '../../domain/outcome.ts';
import { defaultSettings } from '../../domain/settings.ts';
import { tagFor } from '../../domain/tags.ts';

const { tags } = defaultSettings;
const rows: readonly (readonly [string, Outcome, string | null])[] = [
  ['suggested', { kind: 'suggested' }, 'opencx_ai_assisted'],
  ['excluded_topic', { kind: 'quiet', reason: 'excluded_topic' }, 'opencx_skipped_topic'],
  [
    'no knowledge',
    { kind: 'quiet', reason: 'no_relevant_knowledge' },
    'opencx_skipped_no_knowledge',
  ],
  ['not_helpful', { kind: 'quiet', reason: 'not_helpful' }, 'opencx_skipped_not_helpful'],
  ['low_confidence', { kind: 'quiet', reason: 'low_confidence' }, 'opencx_skipped_not_helpful'],
  ['a failure', { kind: 'failed', reason: 'internal_error' }, 'opencx_skipped_failed'],
  ['superseded', { kind: 'quiet', reason: 'superseded' }, null],
  ['owned by the AI admin', { kind: 'quiet', reason: 'owned_by_ai_admin' }, null],
];

it.each(rows)('%s, with quiet tags on', (_what, outcome, tag) => {
  expect(tagFor(outcome, { ...tags, quiet: true })).toBe(tag);
});

it.each(rows)('%s, with quiet tags off as preset', (_what, outcome, tag) => {
  expect(tagFor(outcome, tags)).toBe(outcome.kind === 'suggested' ? tag : null);
});

it('takes the names from the settings', () => {
  expect(tagFor({ kind: 'suggested' }, { ...tags, suggested: 'helped' })).toBe('helped');
});
