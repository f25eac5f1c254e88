import { describe, expect, it } from 'vitest';
import { freshnessOf } from '../../domain/staleness.ts';
import { entry, thread } from '../support/threads.ts';

const opening = entry('source-1', 'customer', 0);

describe('freshness', () => {
  it('of the newest unanswered message is current', () => {
    expect(freshnessOf(thread([opening]), 'source-1')).toEqual({ kind: 'current' });
  });

  it('of an older message of the turn: superseded by the newest', () => {
    const conversation = thread([
      opening,
      entry('part-2', 'customer', 1),
      entry('part-3', 'customer', 2),
    ]);
    expect(freshnessOf(conversation, 'source-1')).toEqual({
      kind: 'stale',
      reason: 'superseded',
      successor: 'part-3',
    });
  });

  it('is told by the part id within one second', () => {
    const conversation = thread([
      opening,
      entry('part-9', 'customer', 5),
      entry('part-10', 'customer', 5),
    ]);
    expect(freshnessOf(conversation, 'part-9')).toMatchObject({ successor: 'part-10' });
    expect(freshnessOf(conversation, 'part-10')).toEqual({ kind: 'current' });
  });

  it('of a message that a person has answered: no successor, also with newer messages', () => {
    const conversation = thread([
      opening,
      entry('part-2', 'teammate', 5),
      entry('part-3', 'customer', 9),
    ]);
    expect(freshnessOf(conversation, 'source-1')).toEqual({
      kind: 'stale',
      reason: 'answered_meanwhile',
      successor: null,
    });
  });

  it('is not touched by what bots, automations and the AI admin write', () => {
    const conversation = thread([
      opening,
      entry('part-2', 'fin', 1),
      entry('part-3', 'automation', 2),
      entry('part-4', 'ai_admin', 3),
    ]);
    expect(freshnessOf(conversation, 'source-1')).toEqual({ kind: 'current' });
  });

  it('of a redacted message: the newest of the rest speaks for it', () => {
    const gone = entry('part-2', 'customer', 1, { redacted: true });
    expect(freshnessOf(thread([opening, gone]), 'part-2')).toEqual({
      kind: 'stale',
      reason: 'message_redacted',
      successor: 'source-1',
    });
    expect(freshnessOf(thread([{ ...opening, redacted: true }]), 'source-1')).toEqual({
      kind: 'stale',
      reason: 'message_redacted',
      successor: null,
    });
  });

  it('does not let a redacted message supersede', () => {
    const gone = entry('part-2', 'customer', 1, { redacted: true });
    expect(freshnessOf(thread([opening, gone]), 'source-1')).toEqual({ kind: 'current' });
  });

  it('of a message that is not there yet', () => {
    expect(freshnessOf(thread([opening]), 'part-2')).toEqual({ kind: 'not_read_yet' });
  });

  it('of a message before the oldest part that Intercom gives: expired', () => {
    const conversation = thread([opening, entry('part-700', 'customer', 1)], {
      olderPartsMissing: true,
    });
    expect(freshnessOf(conversation, 'part-2')).toMatchObject({ reason: 'expired' });
  });

  it('of a message newer than all that a long thread shows: not there yet', () => {
    const conversation = thread([opening, entry('part-700', 'customer', 1)], {
      olderPartsMissing: true,
    });
    expect(freshnessOf(conversation, 'part-701')).toEqual({ kind: 'not_read_yet' });
  });
});
