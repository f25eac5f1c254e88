import type { AttackPart } from './attack/part.ts';
import type { Channel, Conversation } from './conversation.ts';
import type { Evidence } from './evidence.ts';
import type { MessageId, MessageRef } from './identifiers.ts';
import type { Classification, Draft } from './language-model.ts';
import type { Outcome } from './outcome.ts';
import type { AnswerFound, RetrievedPassage } from './passage.ts';
import type { StoredProof } from './proof/proof.ts';
import type { Position } from './thread-order.ts';

/** What made a decision due: the message itself, an assignment, or a person who asked. */
export type Cause = 'message' | 'assignment' | 'person' | 'successor' | 'preview';

/** One decision about a message. The last hundred are kept; the last one counts. */
export type Decision = {
  /** 1 for the first decision; an `again` raises it. */
  readonly run: number;
  readonly cause: Cause;
  /** When an assignment or a person made it due; null: the message did. */
  readonly dueAtMs: number | null;
  readonly startedAtMs: number;
  /** Null while it runs. */
  readonly endedAtMs: number | null;
  readonly outcome: Outcome | null;
  /** For `superseded`: the message that speaks for this one now. */
  readonly successor: MessageId | null;
  /** The newest entry of the thread when it decided: tells a later assignment from an older one. */
  readonly readUpTo: Position | null;
  readonly settingsVersion: number;
  readonly mode: 'shadow' | 'live';
  readonly topic: string | null;
  readonly confidence: number | null;
};

/** What a run worked with; removed by retention, never part of a workflow's history. */
export type RunTexts = {
  readonly revision?: string;
  readonly conversation?: Conversation;
  readonly cut?: readonly string[];
  readonly language?: string;
  readonly classification?: Classification;
  readonly classificationKey?: string;
  /** Absent where there are no rules on which conversations may use which sources. */
  readonly scope?: SearchedScope;
  readonly retrieved?: readonly RetrievedPassage[];
  readonly internal?: readonly RetrievedPassage[];
  /** Of each question, whether its answer was found. */
  readonly answers?: readonly AnswerFound[];
  readonly draft?: StoredDraft;
  /** How the draft's sentences were judged, those that were taken out included. */
  readonly proof?: StoredProof;
  readonly evidence?: Evidence;
  readonly confidence?: number;
  /** Parts of the conversation and of cited articles that look like an attack; absent: none. */
  readonly suspicious?: readonly AttackPart[];
  readonly noteHtml?: string;
};

/** The knowledge that was searched, as rules gave it to the conversation. */
export type SearchedScope = {
  /** Number of the rule that decided, from 1; null: none matched. */
  readonly rule: number | null;
  /** Names of the sources, the first of many. */
  readonly sources: readonly string[];
};

export type StoredDraft = {
  readonly id: string;
  /** Of everything that decided it; an equal key means that nobody is paid twice. */
  readonly key: string;
  readonly model: string;
  readonly draft: Draft;
  /** Reference code of the unanswered note that this draft replaces, if any. */
  readonly replaces: string | null;
  /** Codes of the unanswered notes that the draft took into account. */
  readonly knownNotes: readonly string[];
};

/** A customer message and all that was decided about it. */
export type Session = {
  readonly message: MessageRef;
  /** Previews reproduce a decision and count nowhere; the name tells them apart. */
  readonly preview: string | null;
  readonly status: 'open' | 'ended';
  readonly run: number;
  /** What its newest run was claimed for; absent: nobody claimed one. */
  readonly claimedFor?: { readonly cause: Cause; readonly dueAtMs: number | null };
  readonly channel: Channel | null;
  readonly createdAtMs: number;
  readonly messageCreatedAtMs: number | null;
  readonly decisions: readonly Decision[];
  /** Texts by run number. */
  readonly runs: Readonly<Record<string, RunTexts>>;
};

/** Names one run of one session; what activities pass on. */
export type RunRef = {
  readonly message: MessageRef;
  readonly run: number;
  /** Set for previews only. */
  readonly preview: string | null;
};

export const lastDecision = (session: Session): Decision | undefined => session.decisions.at(-1);

/** A run decides about it now; false for one that was claimed and never began. */
export const isBeingDecided = (session: Session): boolean =>
  session.status === 'open' && lastDecision(session)?.run === session.run;
