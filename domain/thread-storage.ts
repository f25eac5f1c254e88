import { blockOf } from './blocklist.ts';
import type { Conversation, Entry } from './conversation.ts';
import { addressesOfRules } from './knowledge-scope.ts';
import { lastEntries } from './kept-entries.ts';
import { limits } from './limits.ts';
import { type MaskedValue, type Masking, createMasking } from './redaction.ts';
import { type Settings, defaultSettings } from './settings.ts';
import { currentTurn } from './turn.ts';
import { attributesOfRules, visibleAttributes } from './visible-attributes.ts';

/** A thread as it is kept and as models see it: masked and bounded; what was cut is told. */
export type StoredThread = {
  readonly conversation: Conversation;
  /** Words for what was left out, e.g. `12 older entries of the thread`. */
  readonly cut: readonly string[];
  /** What placeholders stand for: for the note alone, and kept nowhere. */
  readonly values: ReadonlyMap<string, MaskedValue>;
};

/** What decides how much of a thread is kept. */
export type StorageRules = Pick<Settings, 'attributes' | 'blocklist' | 'knowledge'>;

/**
 * Masks what tells who somebody is and keeps the last entries within the limits. The turn is whole, unless
 * it alone is longer than a document may be: then its oldest messages keep their place and lose their text.
 * Of addresses written to, attributes and the contact's own address only what rules ask about stays. A
 * function of the thread and the rules alone: whoever reads the thread again finds the same placeholders.
 */
export function forStorage(
  conversation: Conversation,
  rules: StorageRules = defaultSettings,
): StoredThread {
  const { kept, emptied } = lastEntries(conversation);
  const left = conversation.entries.length - kept.length;
  const masking = createMasking(
    kept.flatMap(({ text, subject }) => [text, subject ?? '']),
    peopleIn(conversation),
  );
  const masked = new Map(
    inOrderOfNumbers(conversation, kept).map((entry) => [entry.id, maskedTexts(entry, masking)]),
  );
  return {
    conversation: {
      ...conversation,
      contact: maskedContact(conversation, rules, masking),
      customAttributes: keptAttributes(conversation, rules, masking),
      pageUrl: maskedAddress(conversation.pageUrl, masking),
      writtenTo: addressesOfRules(rules.knowledge.rules, conversation.writtenTo ?? []),
      entries: kept.map((entry) => ({
        ...entry,
        ...masked.get(entry.id),
        author: maskedAuthor(entry.author, masking),
        mailHeaders: machineHeaders(entry.mailHeaders, masking),
      })),
    },
    cut: [
      ...(left > 0 ? [`${left} older entries of the thread`] : []),
      ...(emptied > 0 ? [`the texts of ${emptied} older messages of the turn`] : []),
    ],
    values: masking.values(),
  };
}

/**
 * The turn first, then what was said before, newest first: what comes later, or makes the oldest entries
 * fall out, changes no number of a placeholder that a draft may hold.
 */
function inOrderOfNumbers(conversation: Conversation, kept: readonly Entry[]): readonly Entry[] {
  const turn = new Set(currentTurn(conversation)?.messages.map(({ id }) => id) ?? []);
  const last = kept.findLastIndex(({ id }) => turn.has(id));
  const [before, after] = [kept.slice(0, last + 1), kept.slice(last + 1)];
  return [
    ...before.filter(({ id }) => turn.has(id)),
    ...before.filter(({ id }) => !turn.has(id)).reverse(),
    ...after,
  ];
}

function maskedTexts(entry: Entry, masking: Masking): Pick<Entry, 'text' | 'fullText' | 'subject'> {
  const text = shortened(masking.text(entry.text).text);
  const subject = entry.subject === null ? null : masking.text(entry.subject).text;
  return { text, fullText: text, subject };
}

/** A placeholder may be longer than what it stands for. */
const shortened = (text: string): string =>
  text.length <= limits.messageCharacters + 100
    ? text
    : `${text.slice(0, limits.messageCharacters)}\n[cut: the rest]`;

const authorIsPerson = ({ kind, fin }: Entry['author']): boolean => kind !== 'ai_admin' && !fin;

/** Full names of those who write, but of machines. */
const peopleIn = ({ contact, entries }: Conversation): string[] => [
  ...new Set(
    [
      contact?.name,
      ...entries.map(({ author }) => (authorIsPerson(author) ? author.name : null)),
    ].flatMap((name) => (name ? [name] : [])),
  ),
];

function maskedAuthor(author: Entry['author'], masking: Masking): Entry['author'] {
  const { name, email } = author;
  return {
    ...author,
    name: name && authorIsPerson(author) ? masking.whole('NAME', name) : name,
    email: email && masking.whole('EMAIL', email),
  };
}

/** Of an address on the blocklist so much stays as the list names. */
function maskedContact(
  { contact }: Conversation,
  { blocklist }: StorageRules,
  masking: Masking,
): Conversation['contact'] {
  if (contact === null) return null;
  const email = contact.email && masking.whole('EMAIL', contact.email);
  const blocked = blockOf(contact.email, blocklist);
  return {
    ...contact,
    name: contact.name && masking.whole('NAME', contact.name),
    email:
      blocked === null
        ? email
        : blocked === 'email'
          ? contact.email
          : `${email ?? ''}@${blocked.domain}`,
  };
}

function keptAttributes(
  { customAttributes }: Conversation,
  { attributes, knowledge }: StorageRules,
  masking: Masking,
): Conversation['customAttributes'] {
  const visible = visibleAttributes(customAttributes, attributes).map(
    ({ name, value }): [string, string | number | boolean] => [
      name,
      typeof value === 'string' ? masking.text(value).text : maskedNumber(value, masking),
    ],
  );
  return {
    ...Object.fromEntries(visible),
    ...attributesOfRules(knowledge.rules, customAttributes),
  };
}

/** A card is one whether it came as a text or as a number. */
function maskedNumber(value: number | boolean, masking: Masking): string | number | boolean {
  const text = masking.text(String(value)).text;
  return text === String(value) ? value : text;
}

/** Rules ask for the host alone; what stands behind the path may be anything. */
function maskedAddress(address: string | null, masking: Masking): string | null {
  const url = address === null ? null : URL.parse(address);
  return url === null ? null : masking.text(`${url.origin}${url.pathname}`).text;
}

/** What tells a machine's mail; the others are read before anything is kept. */
const telling = new Set(['auto-submitted', 'x-autoreply', 'x-autorespond', 'precedence']);
const machineHeaders = (headers: Entry['mailHeaders'], masking: Masking): Entry['mailHeaders'] =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      telling.has(name) ? [[name, masking.text(value).text]] : [],
    ),
  );
