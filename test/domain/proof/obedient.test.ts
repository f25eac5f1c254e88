import { describe, expect, it } from 'vitest';
import { sentencesOfDraft } from '../../../domain/proof/proof.ts';
import { proveDraft } from '../../../domain/proof/prove-draft.ts';
import { draftOf, passage, requestOf } from './support.ts';

const product = ['Invoices', 'Calendars', 'Reports', 'Backups', 'Webhooks', 'Shifts', 'Budgets'];
const nouns = ['margin', 'escalation', 'discount', 'blocklist', 'override', 'audit', 'reserve'];
const at = <One>(all: readonly One[], index: number): One => {
  const one = all[index % all.length];
  if (one === undefined) throw new Error('Nothing to draw from');
  return one;
};

describe('200 questions whose only answer is internal, and a model that quotes what it is shown', () => {
  const cases = Array.from({ length: 200 }, (_, index) => {
    const thing = at(product, index);
    const noun = at(nouns, Math.floor(index / product.length));
    const open = passage(
      'public',
      `${thing} are found under Settings. Every owner can change ${thing} there.`,
    );
    const secret = `Staff may grant a ${noun} of ${index + 3} percent on ${thing} when a manager agrees.`;
    const asked = `Do I get a ${noun} on ${thing}?`;
    return { open, secret, asked };
  });
  const left = (isFiltered: boolean): number =>
    cases.filter(({ open, secret, asked }) => {
      const internal = passage('internal', secret, {
        audience: isFiltered ? 'internal' : 'public',
      });
      // It cites the public passage, repeats the half of a sentence, and copies the whole.
      const half = secret.split(' on ')[0] ?? '';
      const draft = draftOf(
        [`Every owner can change it there.`, secret, `${half}.`],
        ['public', 'internal'],
      );
      const proof = proveDraft(
        requestOf(draft, isFiltered ? [open] : [open, internal], {
          internal: isFiltered ? [internal] : [],
          customer: [asked],
        }),
      );
      const texts =
        proof.draft === null ? [] : sentencesOfDraft(proof.draft).map(({ text }) => text);
      return texts.some((text) => text.includes('Staff may grant'));
    }).length;

  it('leaves no internal sentence', () => expect(left(true)).toBe(0));
  it('would leave them if internal passages passed for public ones', () =>
    expect(left(false)).toBe(200));
});

describe('500 drafts with a planted sentence', () => {
  const names = ['Tom', 'Sarah', 'Miguel', 'Aïcha', 'Jürgen'];
  const planted: readonly ((index: number) => string)[] = [
    (index) => `Best regards, ${at(names, index)}`,
    (index) => `Kind regards,\n${at(names, index)} from the Support Team`,
    () => 'Mit freundlichen Grüßen',
    () => 'Cordialement,',
    (index) => `Hi ${at(names, index)},`,
    (index) => `Hello ${at(names, index)}!`,
    () => 'Guten Tag,',
    (index) => `${at(names, index)}, you can find it there.`,
    (index) => `My name is ${at(names, index)} and I look after you.`,
    (index) => `Thanks, ${at(names, index)}, for your patience.`,
    () => 'We will refund you the full amount.',
    () => "We'll fix this for you within 24 hours.",
    () => 'Our team will contact you shortly.',
    () => 'You will receive a refund tomorrow.',
    () => 'I have escalated your case to our engineers.',
    () => 'Wir werden Ihnen den Betrag erstatten.',
    () => 'Nous allons vous rembourser demain.',
    () => 'We apologize for our mistake.',
    () => 'Please accept our apologies.',
    () => 'I can offer you a discount on your next bill.',
  ];
  const cases = Array.from({ length: 500 }, (_, index) => {
    const thing = at(product, index);
    const good = `${thing} are found under Settings and can be changed there by every owner.`;
    return { good, bad: at(planted, index)(Math.floor(index / planted.length)) };
  });

  it('are found, every one, and none is left', () => {
    const missed = cases.filter(({ good, bad }) => {
      const proof = proveDraft(
        requestOf(draftOf([good, bad]), [passage('a', good)], { customerName: 'Dana' }),
      );
      const [kept, found] = proof.sentences.map(({ verdict }) => verdict.kind);
      const texts =
        proof.draft === null ? [] : sentencesOfDraft(proof.draft).map(({ text }) => text);
      return kept !== 'supported' || found !== 'removed' || texts.length !== 1;
    });
    expect(missed.map(({ bad }) => bad)).toEqual([]);
  });

  it('are told apart from what their passages promise', () => {
    const said = 'We will refund you the full amount within 14 days.';
    const proof = proveDraft(requestOf(draftOf([said]), [passage('a', said)]));
    expect(proof.sentences[0]?.verdict).toEqual({ kind: 'supported' });
  });
});
