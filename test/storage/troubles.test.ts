import { describe, expect, it } from 'vitest';
import { createTroubleRecorder } from '../../app/trouble-recorder.ts';
import { createTroubles } from '../../storage/troubles.ts';
import { ownDatabase } from '../support/database.ts';

const database = ownDatabase('troubles');
const troubles = () => createTroubles(database().db);
const model = { provider: 'models.example', model: 'a' };

describe('troubles', () => {
  it('keep since when they stand, and go when they are over', async () => {
    await troubles().model(model, 'failing', 1_000);
    await troubles().model(model, 'quota', 2_000);
    expect(await troubles().standing([])).toEqual([
      { service: 'model', ...model, trouble: 'quota', sinceMs: 1_000, lastAtMs: 2_000 },
    ]);
    await troubles().model(model, null, 3_000);
    expect(await troubles().standing([])).toEqual([]);
  });

  it('of models that are not used any more are forgotten', async () => {
    await troubles().model(model, 'quota', 1_000);
    await troubles().model({ ...model, model: 'b' }, 'model_unknown', 1_000);
    await troubles().keepModels('models.example', ['a']);
    expect(await troubles().standing([])).toMatchObject([{ model: 'a' }]);
    await troubles().keepModels('elsewhere.example', ['a']);
    expect(await troubles().standing([])).toEqual([]);
  });
});

describe('the recorder', () => {
  const found = async () =>
    (await troubles().standing(['shop'])).map(({ trouble }) => trouble).sort();

  it('keeps what is refused until it works, area by area', async () => {
    const tell = createTroubleRecorder(troubles()).intercom('shop');
    tell({ area: 'notes', status: 403, atMs: 1 });
    tell({ area: 'reading', status: 401, atMs: 2 });
    await expect.poll(found).toEqual(['notes', 'token']);
    tell({ area: 'reading', status: null, atMs: 3 });
    await expect.poll(found).toEqual(['notes']);
    tell({ area: 'notes', status: null, atMs: 4 });
    await expect.poll(found).toEqual([]);
  });

  it('writes news at once and in order, and old news once a minute', async () => {
    const writes: (string | null)[] = [];
    const { model: tell } = createTroubleRecorder({
      ...troubles(),
      model: async (_, trouble) => {
        await new Promise((done) => setTimeout(done, trouble === null ? 1 : 20));
        writes.push(trouble);
      },
    });
    const say = (trouble: 'quota' | null, atMs: number) => tell({ ...model, trouble, atMs });
    say('quota', 1_000);
    say('quota', 2_000);
    say(null, 3_000);
    for (let time = 4_000; time < 120_000; time += 1_000) say(null, time);
    await expect.poll(() => writes).toEqual(['quota', null, null]);
  });

  it('tries again after a write that failed', async () => {
    let away = true;
    const written: (string | null)[] = [];
    const { model: tell } = createTroubleRecorder({
      ...troubles(),
      model: async (_, trouble) => {
        if (away) throw new Error('the database is away');
        written.push(trouble);
      },
    });
    tell({ ...model, trouble: 'quota', atMs: 1_000 });
    await new Promise((done) => setTimeout(done, 20));
    away = false;
    tell({ ...model, trouble: 'quota', atMs: 1_100 });
    await expect.poll(() => written).toEqual(['quota']);
  });
});
