import { describe, expect, it } from 'vitest';
import { createVectors } from '../../storage/vectors.ts';
import { ownDatabase } from '../support/database.ts';

const database = ownDatabase('vectors');
const day = 24 * 3_600_000;
let daysLater = 0;
const vectors = () => createVectors(database().db, { now: () => Date.now() + daysLater * day });
const vector = (...codes: number[]) => ({ codes: Int8Array.from(codes), scale: 0.5 });
const owner = { appId: 'one', model: 'm' };

describe('stored vectors', () => {
  it('come back as they were, those that are there', async () => {
    await vectors().put(owner, new Map([['a', vector(-127, 0, 127)]]));
    const found = await vectors().find(owner, ['a', 'b', 'a']);
    expect(found).toEqual(new Map([['a', vector(-127, 0, 127)]]));
  });

  it('are found by thousands', async () => {
    const many = new Map(Array.from({ length: 2_500 }, (_, at) => [`n${at}`, vector(at % 100)]));
    await vectors().put({ ...owner, appId: 'many' }, many);
    expect(await vectors().find({ ...owner, appId: 'many' }, [...many.keys()])).toEqual(many);
  });

  it('of another workspace or model are not taken for them', async () => {
    await vectors().put(owner, new Map([['c', vector(1)]]));
    expect(await vectors().find({ ...owner, model: 'other' }, ['c'])).toEqual(new Map());
    expect(await vectors().find({ ...owner, appId: 'two' }, ['c'])).toEqual(new Map());
  });

  it('are forgotten where no passage needs them, of one workspace only', async () => {
    const own = { ...owner, appId: 'tidy' };
    await vectors().put(own, new Map([['kept', vector(1)]]));
    await vectors().put(own, new Map([['gone', vector(2)]]));
    await vectors().put({ ...own, model: 'old' }, new Map([['kept', vector(3)]]));
    await vectors().put({ ...own, appId: 'tidy2' }, new Map([['gone', vector(4)]]));
    expect(await vectors().keepOnly(own, ['kept'])).toBe(2);
    expect([...(await vectors().find(own, ['kept', 'gone'])).keys()]).toEqual(['kept']);
    expect((await vectors().find({ ...own, model: 'old' }, ['kept'])).size).toBe(0);
    expect((await vectors().find({ ...own, appId: 'tidy2' }, ['gone'])).size).toBe(1);
  });

  it('of a model that another worker asks for stay; two days after the last question they go', async () => {
    const own = { ...owner, appId: 'both' };
    const other = { ...own, model: 'another' };
    await vectors().put(other, new Map([['a', vector(1)]]));
    await vectors().put(own, new Map([['a', vector(2)]]));
    expect((await vectors().find(other, ['a'])).size).toBe(1);
    expect(await vectors().keepOnly(own, ['a'])).toBe(0);
    daysLater = 3;
    expect(await vectors().keepOnly(own, ['a'])).toBe(1);
    daysLater = 0;
    expect((await vectors().find(own, ['a'])).size).toBe(1);
  });
});
