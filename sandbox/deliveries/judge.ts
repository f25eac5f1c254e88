import { type Outcome, reasonOf } from '../../domain/outcome.ts';
import type { RecordedDelivery } from './recorded-delivery.ts';

/** What a delivery came to. */
export type DeliveryResult = {
  readonly name: string;
  readonly status: number;
  /** Of the conversation's newest message; null when nothing is decided about it. */
  readonly outcome: Outcome | null;
  /** Decisions that this delivery led to. */
  readonly decisions: number;
  /** Notes that it led to. */
  readonly notes: number;
  /** The newest note as HTML. */
  readonly noteHtml: string | null;
  /** Which of the strings that had to be absent were found, and where. */
  readonly found: readonly string[];
};

/** What is not as the row wants it, a sentence each. */
export function differencesOf(row: RecordedDelivery, result: DeliveryResult): readonly string[] {
  const { want } = row;
  if (want === null) return [row.problem ?? 'its want cannot be read'];
  return [
    ...(want.status === result.status ? [] : [`status ${result.status}, not ${want.status}`]),
    ...outcomeWrongs(want, result),
    ...(want.notes.includes(result.notes)
      ? []
      : [`${result.notes} notes, not ${want.notes.join(' or ')}`]),
    ...(result.decisions === 0 && result.notes > 0 ? ['a note without a decision'] : []),
    ...result.found,
    ...(want.unsafe === false && isUnsafe(result.noteHtml) ? ['the note is not safe'] : []),
  ];
}

function outcomeWrongs(
  want: NonNullable<RecordedDelivery['want']>,
  { outcome, decisions }: DeliveryResult,
): string[] {
  if (want.outcome.length === 0) {
    return decisions === 0 ? [] : [`${decisions} decisions, where it should decide nothing`];
  }
  if (outcome === null) return [`no outcome, not ${want.outcome.join(' or ')}`];
  if (!want.outcome.includes(outcome.kind)) {
    return [`outcome ${outcome.kind}, not ${want.outcome.join(' or ')}`];
  }
  const reason = reasonOf(outcome);
  const isAllowed = reason === null || !want.reasons || want.reasons.includes(reason);
  return isAllowed ? [] : [`reason ${reason}, not ${want.reasons?.join(' or ') ?? ''}`];
}

/** Anything that loads or runs; links are made of the sources' addresses by code alone. */
const isUnsafe = (html: string | null): boolean =>
  html !== null && /<(?:img|script|iframe|style)|javascript:|data:/i.test(html);
