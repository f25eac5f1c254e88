import { describe, expect, it } from 'vitest';
import {
  type Outcome,
  type Reason,
  isReason,
  isUnsettled,
  keepsNoText,
  reasonOf,
  reasons,
  sentenceOf,
} from '../../domain/outcome.ts';

/** Product, section 3: the closed list. */
const quietReasons = [
  'owned_by_ai_admin',
  'handled_by_bot',
  'unassigned',
  'out_of_scope',
  'assist_disabled',
  'unsupported_channel',
  'not_customer_initiated',
  'conversation_closed',
  'conversation_snoozed',
  'conversation_deleted',
  'message_redacted',
  'contact_blocked',
  'automatic_reply',
  'superseded',
  'answered_meanwhile',
  'already_suggested',
  'excluded_topic',
  'nothing_to_answer',
  'nothing_readable',
  'unsupported_language',
  'needs_account_data',
  'no_relevant_knowledge',
  'not_helpful',
  'low_confidence',
  'budget_exhausted',
  'provider_unavailable',
  'expired',
] as const;
const failures = ['intercom_rejected', 'note_unconfirmed', 'cancelled', 'internal_error'] as const;

/** Product, section 1, "Deciding again". */
const unsettled: ReadonlySet<string> = new Set([
  'superseded',
  'owned_by_ai_admin',
  'handled_by_bot',
  'unassigned',
  'out_of_scope',
  'assist_disabled',
  'conversation_closed',
  'conversation_snoozed',
  'budget_exhausted',
  'provider_unavailable',
  'intercom_rejected',
  'cancelled',
  'internal_error',
]);

const outcomes: readonly (readonly [Reason, Outcome])[] = [
  ...quietReasons.map((reason) => [reason, { kind: 'quiet', reason }] as const),
  ...failures.map((reason) => [reason, { kind: 'failed', reason }] as const),
];

describe('the table of reasons', () => {
  it('is the closed list of the product', () => {
    expect(Object.keys(reasons).sort()).toEqual([...quietReasons, ...failures].sort());
  });

  it.each(outcomes)('%s is settled or not as the product says', (reason, outcome) => {
    expect(isUnsettled(outcome)).toBe(unsettled.has(reason));
    expect(reasonOf(outcome)).toBe(reason);
    expect(isReason(reason)).toBe(true);
  });

  it.each(outcomes)('%s has one sentence for a person', (_reason, outcome) => {
    expect(sentenceOf(outcome)).toMatch(/^[A-Z][^.]+\.$/);
  });

  it('never decides a suggestion again', () => {
    expect(isUnsettled({ kind: 'suggested' })).toBe(false);
    expect(reasonOf({ kind: 'suggested' })).toBeNull();
    expect(sentenceOf({ kind: 'suggested' })).toContain('internal note');
  });

  it('keeps no text of what is not ours to handle', () => {
    const kept = outcomes.filter(([, outcome]) => !keepsNoText(outcome)).map(([reason]) => reason);
    expect(kept).toContain('excluded_topic');
    expect(kept).toContain('nothing_to_answer');
    expect(keepsNoText({ kind: 'quiet', reason: 'owned_by_ai_admin' })).toBe(true);
    expect(keepsNoText({ kind: 'quiet', reason: 'contact_blocked' })).toBe(true);
    expect(keepsNoText({ kind: 'suggested' })).toBe(false);
  });

  it('knows no other words', () => {
    expect(isReason('constructor')).toBe(false);
    expect(isReason('')).toBe(false);
  });
});
