import { describe, expect, it } from 'vitest';
import { builtInScript } from '../../../sandbox/script/built-in/index.ts';
import type { CustomerEvent, ScriptedConversation } from '../../../sandbox/script/script-schema.ts';

const { conversations, settings } = builtInScript;
const byName = new Map(conversations.map((one) => [one.name, one]));

function named(name: string): ScriptedConversation {
  const found = byName.get(name);
  if (!found) throw new Error(`There is no conversation "${name}"`);
  return found;
}

const said = ({ events }: ScriptedConversation): CustomerEvent[] =>
  events.filter((event) => event.type === 'customer');
const outcomes = (name: string) => said(named(name)).map(({ expect: to }) => to?.outcome?.[0]);
const notes = (name: string) => named(name).expect?.notes;

/** What the demo has to cover, and where a reader finds it. */
const checklist: readonly (readonly [item: string, ...conversations: string[]])[] = [
  ['web question answered, note and tag', 'assigned to a teammate'],
  ['e-mail with quoted reply and signature', 'e-mail with quoted reply and signature'],
  ['assigned to a teammate', 'assigned to a teammate'],
  ['assigned to a team', 'assigned to a team'],
  [
    'unassigned under the three settings',
    'unassigned, setting assist',
    'unassigned, setting quiet',
    'unassigned, setting wait, then assigned',
  ],
  ['AI admin, handed over, assigned again', 'the AI admin, handed over two hours later'],
  ['handed over after a teammate answered', 'the AI admin, handed over after a teammate answered'],
  ['Fin answering', 'Fin answers'],
  ['Fin routing to a team', 'Fin routes to a team'],
  ["automation in a teammate's name", "an automation in a teammate's name is no answer"],
  ['excluded topic', 'excluded topic'],
  [
    'excluded topic in other words',
    'excluded topic in words that the setting does not contain',
    'excluded topic, told without any word for it',
  ],
  [
    'innocent follow-up, then another question',
    'excluded topic, an innocent follow-up, then plainly another question',
  ],
  ['thanks', 'thanks'],
  ['thanks! one more thing', 'thanks, and one more thing'],
  ["answer to the teammate's question", "an answer to the teammate's question"],
  ['outside the knowledge base', 'outside the knowledge base'],
  ['near miss', "a near miss in the product's own words"],
  ['one ambiguous word', 'one ambiguous word'],
  ['account data', 'account data'],
  ['German question', 'a German question, English knowledge, no key'],
  ['image only', 'image only'],
  ['campaign', 'a campaign'],
  ['closed', 'closed'],
  ['snoozed', 'snoozed'],
  ['blocked contact', 'blocked contact'],
  ['out of office', 'out of office'],
  ['e-mail off, web on', 'assist off for e-mail', 'assist off for e-mail, on for web'],
  ['shadow mode', 'shadow mode'],
  ['the same webhook five times', 'the same webhook five times'],
  [
    'bursts with gaps of 1, 6 and 12 s',
    'a burst with gaps of 1 s',
    'a burst with gaps of 6 s, by a longer wait on web',
    'a burst with gaps of 6 s, by e-mail',
    'a burst with gaps of 12 s, by e-mail',
  ],
  ['three different questions', 'three different questions in a row'],
  [
    'question, then what asks nothing',
    'a question, then hello?',
    'a question, then thanks',
    'a question, then an out-of-office mail',
  ],
  ['two messages within a second', 'two messages within a second'],
  ['newest webhook lost', "the newest message's webhook is lost"],
  ['nudge after a note', 'a nudge after a note'],
  ['new question after a note', 'a new question after a note'],
  ['teammate answers during the draft', 'a teammate answers during the draft'],
];

describe('the built-in script', () => {
  it.each(checklist)('covers: %s', (_, ...names) => {
    expect(names.filter((name) => !byName.has(name))).toEqual([]);
  });

  it('is played live, with excluded topics', () => {
    expect(settings).toMatchObject({
      mode: 'live',
      excludedTopics: [/refund/, /legal/].map((one) => expect.stringMatching(one)),
    });
  });

  it('expects an outcome of every message and a number of notes of every conversation', () => {
    for (const one of conversations) {
      expect.soft(one.expect?.notes, one.name).toBeTypeOf('number');
      for (const { expect: to } of said(one)) expect.soft(to?.outcome, one.name).toHaveLength(1);
    }
  });

  it('says a reason for every silence', () => {
    for (const one of conversations) {
      for (const { expect: to } of said(one)) {
        if (to?.outcome?.includes('quiet')) expect.soft(to.reasons, one.name).toBeDefined();
      }
    }
  });
});

describe('a reader can trust the name:', () => {
  it.each([1, 6, 12])('a burst with gaps of %i s is three messages and one note', (seconds) => {
    const bursts = conversations.filter(({ name }) =>
      name.startsWith(`a burst with gaps of ${seconds} s`),
    );
    expect(bursts).not.toEqual([]);
    for (const burst of bursts) {
      expect(said(burst).map(({ after }) => after)).toEqual([0, seconds, seconds]);
      expect(outcomes(burst.name)).toEqual(['quiet', 'quiet', 'suggested']);
      expect(burst.expect?.notes).toBe(1);
    }
  });

  it('five webhooks, one decision', () => {
    const [message] = said(named('the same webhook five times'));
    expect(message).toMatchObject({ webhook: { duplicated: 5 }, expect: { decisions: 1 } });
  });

  it('shadow mode suggests and writes nothing', () => {
    const { expect: to, settings: own } = named('shadow mode');
    expect({ own, to }).toMatchObject({ own: { mode: 'shadow' }, to: { notes: 0, writes: 0 } });
    expect(outcomes('shadow mode')).toEqual(['suggested']);
  });

  it('a hand-over after two hours is a second decision and no second note', () => {
    const { events, expect: to } = named('the AI admin, handed over two hours later');
    expect(events.map(({ type, after }) => [type, after])).toEqual([
      ['customer', 0],
      ['assign', 7_200],
      ['assign', 7_200],
    ]);
    expect(events[0]).toMatchObject({ expect: { decisions: 2 } });
    expect(to?.notes).toBe(1);
  });

  it('a nudge gets no second note, a new question one that replaces the first', () => {
    expect(notes('a nudge after a note')).toBe(1);
    expect(notes('a new question after a note')).toBe(2);
    expect(said(named('a new question after a note'))[1]?.expect?.note.holds[0]).toMatch(
      /^Replaces the earlier note/,
    );
  });

  it.each([
    ['answerable, in other words than the title', 'suggested'],
    ["no answer, in an article's words", 'quiet'],
  ])('ten sample questions: %s', (group, outcome) => {
    const samples = conversations.filter((one) => one.group === group);
    expect(samples.map(({ name }) => outcomes(name))).toEqual(Array(10).fill([outcome]));
  });
});
