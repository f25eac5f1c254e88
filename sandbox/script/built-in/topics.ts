import type { ConversationInput } from '../script-schema.ts';
import { answered, jane, questions, quietFor, says } from './cast.ts';

/** Topics that the settings leave to people, and messages that ask nothing. */
export const topics: readonly ConversationInput[] = [
  {
    name: 'excluded topic',
    assigned: jane,
    events: [says('I dispute the refund that you refused me.', quietFor('excluded_topic'))],
    expect: { notes: 0 },
  },
  {
    name: 'excluded topic in words that the setting does not contain',
    assigned: jane,
    events: [
      says(
        'My attorney will be in touch unless you fix this. What is your postal address?',
        quietFor('excluded_topic'),
      ),
    ],
    expect: { notes: 0 },
  },
  {
    name: 'excluded topic, told without any word for it',
    assigned: jane,
    events: [
      says('You kept money that is mine and call it policy. I will not accept that.', {
        ...quietFor('excluded_topic'),
        knownGap: 'without a model, topics match by stemmed words and synonyms only',
      }),
    ],
    expect: { notes: 0 },
  },
  {
    name: 'excluded topic, an innocent follow-up, then plainly another question',
    assigned: jane,
    events: [
      says('This is a refund dispute: I want my money back.', quietFor('excluded_topic')),
      { type: 'teammate', text: 'I am looking into it.', after: 20, once: 'decided' },
      says('So when will you pay?', quietFor('excluded_topic'), { after: 20 }),
      { type: 'teammate', text: 'I will know by Friday.', after: 20, once: 'decided' },
      says(`Something else: ${questions.twoFactor}`, answered('twoFactor'), { after: 20 }),
    ],
    expect: { notes: 1 },
  },
  {
    name: 'thanks',
    assigned: jane,
    events: [
      says(questions.export, answered('export')),
      { type: 'teammate', text: 'Settings, Data, Export.', after: 10, once: 'decided' },
      says('Thanks a lot, that helped!', quietFor('nothing_to_answer'), { after: 10 }),
    ],
    expect: { notes: 1 },
  },
  {
    name: 'thanks, and one more thing',
    assigned: jane,
    events: [
      says(questions.export, answered('export')),
      { type: 'teammate', text: 'Settings, Data, Export.', after: 10, once: 'decided' },
      says(`Thanks! One more thing: ${questions.slack}`, answered('slack'), { after: 10 }),
    ],
    expect: { notes: 2 },
  },
  {
    name: "an answer to the teammate's question",
    assigned: jane,
    events: [
      says('Hello there!', quietFor('nothing_to_answer')),
      { type: 'teammate', text: 'Which order is it about?', after: 10, once: 'decided' },
      says('order 4471', quietFor('nothing_to_answer'), { after: 10 }),
    ],
    expect: { notes: 0 },
  },
];
