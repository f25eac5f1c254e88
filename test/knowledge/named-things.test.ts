import { describe, expect, it } from 'vitest';
import { createNamedThings } from '../../knowledge/named-things.ts';

const names = ['Gonville Hotel', 'Ashley Hotel', 'Hotel Elms', 'A and B Guest House', 'El Shaddai'];
const things = createNamedThings(names);
const mentionedIn = (texts: readonly string[]) => things.mentionedIn(texts);

describe('named things', () => {
  it.each([
    ['I want a room at the Gonville Hotel', ['Gonville Hotel']],
    ['Does the Gonville have parking?', ['Gonville Hotel']],
    ["Is the Ashley's breakfast good?", ['Ashley Hotel']],
    ['What about A&B Guest-House?', ['A and B Guest House']],
    ['EL SHADDAI or Elms?', ['Hotel Elms', 'El Shaddai']],
    ['Which hotel has parking?', []],
    ['I met Ashleyson', []],
    ['', []],
  ])('%s', (text, mentioned) => {
    expect(mentionedIn([text])).toEqual(mentioned);
  });

  it('puts the one that was named last first', () => {
    const texts = ['The Gonville?', 'Or the Ashley Hotel', 'the Gonville is full'];
    expect(mentionedIn(texts)).toEqual(['Gonville Hotel', 'Ashley Hotel']);
    expect(mentionedIn(texts.slice(0, 2))).toEqual(['Ashley Hotel', 'Gonville Hotel']);
  });

  it('knows nothing where nothing has a name', () => {
    expect(createNamedThings([]).mentionedIn(['anything'])).toEqual([]);
    expect(createNamedThings(['—']).mentionedIn(['— or so'])).toEqual([]);
  });
});
