import type { Entry } from '../../domain/conversation.ts';
import { type Evidence, evidenceOf } from '../../domain/evidence.ts';
import type { Draft } from '../../domain/language-model.ts';
import type { NoteRecord } from '../../domain/note-record.ts';
import type { RetrievedPassage } from '../../domain/passage.ts';
import type { Decision, RunTexts, Session } from '../../domain/session.ts';

/** Workspace of the signed sample deliveries. */
export const sampleAppId = 'abc12345';

export const sampleMessage = {
  appId: sampleAppId,
  conversationId: '503',
  messageId: 'part-1005',
} as const;

const writtenMs = Date.UTC(2024, 11, 18, 16, 5);

export const sampleDecision = (changes: Partial<Decision> = {}): Decision => ({
  run: 1,
  cause: 'message',
  dueAtMs: null,
  startedAtMs: writtenMs + 1_000,
  endedAtMs: writtenMs + 9_000,
  outcome: { kind: 'suggested' },
  successor: null,
  readUpTo: null,
  settingsVersion: 3,
  mode: 'live',
  topic: 'billing',
  confidence: 0.73,
  ...changes,
});

export const sampleEntry = (changes: Partial<Entry> = {}): Entry => ({
  id: 'part-1005',
  kind: 'comment',
  partType: 'comment',
  author: { kind: 'customer', id: 'c1', name: 'Dana', email: null, fin: false },
  createdAtMs: writtenMs,
  text: 'How do I change the card on my subscription?',
  fullText: 'How do I change the card on my subscription?',
  subject: null,
  attachments: { images: 0, files: 0 },
  redacted: false,
  assignedTo: null,
  mailHeaders: {},
  ...changes,
});

export const samplePassage = (changes: Partial<RetrievedPassage['passage']> = {}) =>
  ({
    passage: {
      id: 'billing#card-1',
      source: 'sandbox',
      articleId: 'billing',
      title: 'Change your payment card',
      headingPath: ['Billing', 'Payment'],
      url: 'https://help.example/billing',
      audience: 'public',
      language: 'en',
      text: 'Open Settings, then Billing, and choose Update card.',
      ...changes,
    },
    score: 12.4,
    questions: [0],
    coverage: 0.8,
  }) satisfies RetrievedPassage;

const sampleDraft: Draft = {
  blocks: [
    {
      kind: 'paragraph',
      sentences: [{ text: 'Open Settings, then Billing.', sources: ['billing#card-1'] }],
    },
  ],
  openQuestions: ['Does it work on the phone?'],
};

const sampleEvidence = (): Evidence =>
  evidenceOf({
    questions: [{ messageId: 'part-1005', text: sampleEntry().text }],
    retrieved: [samplePassage()],
    answers: [{ chance: 0.8 }],
    draft: sampleDraft,
    support: 1,
    near: 0.7,
    language: 'en',
  });

export const sampleTexts = (changes: Partial<RunTexts> = {}): RunTexts => ({
  language: 'en',
  conversation: {
    id: '503',
    state: 'open',
    channel: 'web',
    sourceType: 'conversation',
    deliveredAs: 'customer_initiated',
    assignment: { teammateId: '7', teamId: null },
    contact: null,
    tags: [],
    customAttributes: {},
    pageUrl: null,
    createdAtMs: writtenMs,
    updatedAtMs: writtenMs,
    readAtMs: null,
    entries: [sampleEntry()],
    olderPartsMissing: false,
  },
  retrieved: [samplePassage()],
  draft: {
    id: 'd1',
    key: 'k1',
    model: 'extractive/1',
    replaces: null,
    knownNotes: [],
    draft: sampleDraft,
  },
  evidence: sampleEvidence(),
  confidence: 0.73,
  noteHtml: '<p>Open Settings, then Billing.</p><hr><p>For you only</p>',
  ...changes,
});

export const sampleSession = (changes: Partial<Session> = {}): Session => ({
  message: sampleMessage,
  preview: null,
  status: 'ended',
  run: 1,
  channel: 'web',
  createdAtMs: writtenMs + 1_000,
  messageCreatedAtMs: writtenMs,
  decisions: [sampleDecision()],
  runs: { '1': sampleTexts() },
  ...changes,
});

export const sampleNote = (changes: Partial<NoteRecord> = {}): NoteRecord => ({
  message: sampleMessage,
  state: 'posted',
  referenceCode: 'SN-7K2Q9F',
  covers: ['part-1005'],
  replaces: null,
  partId: '1006',
  posts: 1,
  createdAtMs: writtenMs + 8_000,
  postedAtMs: writtenMs + 9_000,
  ...changes,
});
