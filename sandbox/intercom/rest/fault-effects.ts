import type { CallFault } from '../faults/plan.ts';
import { maxParts } from '../render/conversation.ts';
import { type Answer, failure } from './answer.ts';

/** What a faulted call is answered: a body as text and its type. */
export type RawAnswer = {
  status: number;
  text: string;
  contentType: string;
  headers: Readonly<Record<string, string>>;
};

const json = 'application/json; charset=utf-8';

export function rawAnswer(answer: Answer): RawAnswer {
  return {
    status: answer.status,
    text: JSON.stringify(answer.body),
    contentType: json,
    headers: {},
  };
}

/** The answer that a `before` or `after` fault gives instead of the true one. */
export function faultAnswer(fault: Extract<CallFault, { kind: 'before' | 'after' }>): RawAnswer {
  const headers = fault.headers ?? {};
  if (fault.html !== undefined) {
    return { status: fault.status, text: fault.html, contentType: 'text/html', headers };
  }
  if (fault.code === undefined) {
    return { status: fault.status, text: '', contentType: 'text/plain', headers };
  }
  return { ...rawAnswer(failure(fault.status, fault.code, `Fault: ${fault.code}`)), headers };
}

/** A 2xx whose body is of no use. */
export function malformed(
  answer: Answer,
  body: Extract<CallFault, { kind: 'malformed' }>['body'],
): RawAnswer {
  const whole = rawAnswer(answer);
  switch (body) {
    case 'truncated':
      return { ...whole, text: whole.text.slice(0, Math.floor(whole.text.length / 2)) };
    case 'html':
      return { ...whole, text: '<html><body>One moment</body></html>', contentType: 'text/html' };
    case 'empty':
      return { ...whole, text: '' };
    case 'enormous':
      return { ...whole, text: JSON.stringify({ filler: 'x'.repeat(50_000_000) }) };
    case 'without_parts': {
      const empty = {
        type: 'conversation_part.list',
        conversation_parts: [],
        total_count: maxParts,
      };
      const shown = typeof answer.body === 'object' ? { ...answer.body } : {};
      return { ...whole, text: JSON.stringify({ ...shown, conversation_parts: empty }) };
    }
  }
}
