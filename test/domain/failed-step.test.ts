import { expect, it } from 'vitest';
import { outcomeOfFailure } from '../../domain/failed-step.ts';

it.each([
  ['IntercomRejected', { kind: 'failed', reason: 'intercom_rejected' }],
  ['NoteUnconfirmed', { kind: 'failed', reason: 'note_unconfirmed' }],
  ['ProviderUnavailable', { kind: 'quiet', reason: 'provider_unavailable' }],
  ['ProviderRejected', { kind: 'quiet', reason: 'provider_unavailable' }],
  ['IntercomUnavailable', { kind: 'failed', reason: 'intercom_rejected' }],
  ['TypeError', { kind: 'failed', reason: 'internal_error' }],
  [null, { kind: 'failed', reason: 'internal_error' }],
])('a step that fails for good with %s ends the decision', (type, outcome) => {
  expect(outcomeOfFailure(type)).toEqual(outcome);
});
