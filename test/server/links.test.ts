import { expect, test } from 'vitest';
import { createSignedLinks, messageOfSegment, sessionSegment } from '../../server/links.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { sampleMessage } from '../support/sample-session.ts';

const dayMs = 24 * 60 * 60_000;
const clock = createManualClock(Date.UTC(2024, 11, 18));
const linksWith = (secrets: string[]) =>
  createSignedLinks({ secrets, publicUrl: 'https://sidenote.example', clock });
const scope = { kind: 'session', message: sampleMessage } as const;
const queryOf = (link: string) => Object.fromEntries(new URL(link).searchParams);

test('a link opens for 30 days, or as long as it is told to', () => {
  const links = linksWith(['one']);
  const now = clock.now();
  const usual = queryOf(links.sessionLink(sampleMessage));
  const short = queryOf(links.sessionLink(sampleMessage, 2, { days: 1 }));
  expect(links.verify(scope, usual)).toEqual({ kind: 'valid', expiresAtMs: now + 30 * dayMs });
  clock.set(now + 2 * dayMs);
  expect(links.verify(scope, usual).kind).toBe('valid');
  expect(links.verify(scope, short).kind).toBe('expired');
  clock.set(now + 31 * dayMs);
  expect(links.verify(scope, usual).kind).toBe('expired');
  clock.set(now);
});

test('links survive a rotation: the first secret signs, all verify', () => {
  const before = queryOf(linksWith(['old']).sessionLink(sampleMessage));
  expect(linksWith(['new', 'old']).verify(scope, before).kind).toBe('valid');
  expect(linksWith(['new']).verify(scope, before).kind).toBe('invalid');
});

test('a link opens what it names and nothing else', () => {
  const links = linksWith(['one']);
  const query = queryOf(links.sessionLink(sampleMessage));
  const other = { ...sampleMessage, messageId: 'part-1006' } as const;
  const elsewhere = { ...sampleMessage, appId: 'another1' };
  expect(links.verify({ kind: 'session', message: other }, query).kind).toBe('invalid');
  expect(links.verify({ kind: 'session', message: elsewhere }, query).kind).toBe('invalid');
  expect(links.verify({ kind: 'conversation', conversation: sampleMessage }, query).kind).toBe(
    'invalid',
  );
  expect(links.verify({ kind: 'lookup' }, query).kind).toBe('invalid');
});

test.each([
  [{}],
  [{ e: 'zzzzzz' }],
  [{ k: 'x' }],
  [{ e: ['a', 'b'], k: ['a', 'b'] }],
  [{ e: '-1', k: 'x' }],
  [{ e: '9'.repeat(40), k: 'x' }],
])('%j opens nothing', (query) => {
  expect(linksWith(['one']).verify(scope, query).kind).toBe('invalid');
});

test('neither expiry nor signature can be changed', () => {
  const links = linksWith(['one']);
  const { e = '', k = '' } = queryOf(links.sessionLink(sampleMessage));
  const later = (Number.parseInt(e, 36) + 1).toString(36);
  expect(links.verify(scope, { e: later, k }).kind).toBe('invalid');
  expect(links.verify(scope, { e, k: k.slice(0, -1) }).kind).toBe('invalid');
  expect(links.verify(scope, { e, k: `${k}x` }).kind).toBe('invalid');
});

test('the session in the path is url-safe and reads back; anything else is nothing', () => {
  const segment = sessionSegment(sampleMessage);
  expect(segment).toMatch(/^[\w-]+$/);
  expect(messageOfSegment(segment)).toEqual(sampleMessage);
  for (const made of ['', '..', 'x', `${segment}A`, 'a'.repeat(500)]) {
    expect(messageOfSegment(made)).toBeUndefined();
  }
});

test('without a secret there are no links', () => {
  expect(() => linksWith([])).toThrowError(/secret/);
});
