import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import {
  type ConversationRef,
  type MessageRef,
  conversationKey,
  messageKey,
  parseMessageKey,
} from '../domain/identifiers.ts';

/** What a link opens: one session page, one conversation's list, or the lookup of them all. */
export type LinkScope =
  | { readonly kind: 'session'; readonly message: MessageRef }
  | { readonly kind: 'conversation'; readonly conversation: ConversationRef }
  | { readonly kind: 'lookup' };

/** The signed part of an address, as query parameters: expiry and signature. */
export type LinkQuery = { readonly e?: unknown; readonly k?: unknown };

export type LinkVerdict =
  | { readonly kind: 'valid'; readonly expiresAtMs: number }
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' };

/** How long a link opens: days from now, or until the link that led to it expires. */
export type LinkTerm = { readonly days?: number; readonly untilMs?: number };

/** Makes and checks links that need no login: whoever holds one may read what it names. */
export type SignedLinks = {
  /** Absolute address of a message's session page; `run` leads to that decision on it. */
  sessionLink(message: MessageRef, run?: number, term?: LinkTerm): string;
  /** Absolute address of the list of a conversation's messages. */
  conversationLink(conversation: ConversationRef, term?: LinkTerm): string;
  /** Absolute address of the page that finds any conversation. */
  lookupLink(term?: LinkTerm): string;
  verify(scope: LinkScope, query: LinkQuery): LinkVerdict;
};

const dayMs = 24 * 60 * 60_000;
const defaultDays = 30;

/**
 * Links signed with HMAC-SHA256. The first secret signs, every one verifies, so that links survive
 * a rotation. `publicUrl` has no slash at its end.
 */
export function createSignedLinks(options: {
  secrets: readonly string[];
  publicUrl: string;
  clock: Clock;
}): SignedLinks {
  const { secrets, publicUrl, clock } = options;
  const [signing] = secrets;
  if (signing === undefined) throw new Error('Links need at least one secret to be signed with.');

  const link = (path: string, scope: LinkScope, term: LinkTerm = {}): string => {
    const expiresAtMs = term.untilMs ?? clock.now() + (term.days ?? defaultDays) * dayMs;
    const expiry = Math.floor(expiresAtMs / 1000).toString(36);
    return `${publicUrl}${path}?e=${expiry}&k=${signatureOf(signing, scope, expiry)}`;
  };

  return {
    sessionLink(message, run, term) {
      const path = `/s/${sessionSegment(message)}`;
      const anchor = run === undefined ? '' : `#run-${run}`;
      return link(path, { kind: 'session', message }, term) + anchor;
    },
    conversationLink: (conversation, term) =>
      link(
        `/c/${encodeURIComponent(conversationKey(conversation))}`,
        { kind: 'conversation', conversation },
        term,
      ),
    lookupLink: (term) => link('/c', { kind: 'lookup' }, term),
    verify(scope, { e, k }) {
      if (typeof e !== 'string' || typeof k !== 'string') return { kind: 'invalid' };
      if (!/^[0-9a-z]{1,9}$/.test(e)) return { kind: 'invalid' };
      const signed = secrets.some((secret) => isEqual(k, signatureOf(secret, scope, e)));
      if (!signed) return { kind: 'invalid' };
      const expiresAtMs = Number.parseInt(e, 36) * 1000;
      return expiresAtMs > clock.now() ? { kind: 'valid', expiresAtMs } : { kind: 'expired' };
    },
  };
}

/** A message's key as one segment of a path. */
export const sessionSegment = (message: MessageRef): string =>
  Buffer.from(messageKey(message)).toString('base64url');

/** Reads the segment back; undefined for anything that we did not make. */
export function messageOfSegment(segment: string): MessageRef | undefined {
  if (!/^[\w-]{1,400}$/.test(segment)) return undefined;
  const key = Buffer.from(segment, 'base64url').toString();
  if (!/^[\w:.-]+$/.test(key)) return undefined;
  const message = parseMessageKey(key);
  return message && sessionSegment(message) === segment ? message : undefined;
}

function subjectOf(scope: LinkScope): string {
  switch (scope.kind) {
    case 'session':
      return messageKey(scope.message);
    case 'conversation':
      return conversationKey(scope.conversation);
    case 'lookup':
      return '';
  }
}

const signatureOf = (secret: string, scope: LinkScope, expiry: string): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['sidenote-link-1', scope.kind, subjectOf(scope), expiry]))
    .digest('base64url');

function isEqual(given: string, expected: string): boolean {
  const one = Buffer.from(given);
  const other = Buffer.from(expected);
  return one.length === other.length && timingSafeEqual(one, other);
}
