import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type LabelledText, readPersonalData } from '../../evaluation/sets/personal-data.ts';
import { isCovered, measurePrivacy } from '../../evaluation/suites/privacy.ts';

const labelled = (
  text: string,
  ...spans: readonly [type: string, value: string][]
): LabelledText => ({
  id: text,
  text,
  spans: spans.map(([type, value]) => {
    const start = text.indexOf(value);
    return { type, start, end: start + value.length };
  }),
});
const valueOf = (rows: readonly LabelledText[], set: string, metric: string) =>
  measurePrivacy(rows).find((one) => one.set === `safety_pii/${set}` && one.metric === metric)
    ?.value;

describe('what is masked of labelled texts', () => {
  const rows = [
    labelled('write to jo@mail.example', ['EMAIL_ADDRESS', 'jo@mail.example']),
    labelled('or to jo at mail', ['EMAIL_ADDRESS', 'jo at mail']),
    labelled('call me at 699 956 915', ['CREDIT_CARD', '699 956 915']),
    labelled('nothing here'),
  ];

  it('counts by label what is hidden, whatever it was taken for', () => {
    expect(valueOf(rows, 'EMAIL_ADDRESS', 'recall')).toBe(0.5);
    expect(valueOf(rows, 'CREDIT_CARD', 'recall')).toBe(1);
    expect(valueOf(rows, 'promised', 'recall')).toBe(0.6667);
  });

  it('counts by kind what is rightly masked as that', () => {
    expect(valueOf(rows, 'EMAIL', 'precision')).toBe(1);
    expect(valueOf(rows, 'PHONE', 'precision')).toBe(0);
    expect(valueOf(rows, 'promised', 'precision')).toBe(0.5);
  });

  it('takes a span for found when half of its letters and digits are', () => {
    const text = '(ab) cd';
    expect(isCovered(text, { start: 0, end: 7 }, [{ start: 1, end: 3 }])).toBe(true);
    expect(isCovered(text, { start: 0, end: 7 }, [{ start: 2, end: 5 }])).toBe(false);
    expect(isCovered(text, { start: 0, end: 1 }, [{ start: 0, end: 7 }])).toBe(false);
  });
});

it('rows are read from a folder of sets, or a sentence says what is missing', async () => {
  const data = await mkdtemp(join(tmpdir(), 'sidenote-privacy-'));
  try {
    await expect(readPersonalData(data)).rejects.toThrow('holds no set for privacy');
    await mkdir(join(data, 'safety_pii'));
    await writeFile(join(data, 'safety_pii', 'texts.jsonl'), '{"id":"1","text":"x","spans":[]}\n');
    expect(await readPersonalData(data)).toEqual([{ id: '1', text: 'x', spans: [] }]);
  } finally {
    await rm(data, { recursive: true });
  }
});

const data = new URL('../../../shared/data', import.meta.url).pathname;

/** Needs `shared/data`, which is no part of the product. */
describe.skipIf(!existsSync(join(data, 'safety_pii')))('on safety_pii', () => {
  it('what is promised is found, and little else is masked', async () => {
    const rows = await readPersonalData(data);
    expect(valueOf(rows, 'promised', 'recall')).toBeGreaterThan(0.95);
    for (const kind of ['CARD', 'IBAN', 'EMAIL', 'ID', 'PHONE', 'IP', 'ADDRESS', 'BIRTH', 'NAME'])
      expect(valueOf(rows, kind, 'precision'), kind).toBeGreaterThan(0.95);
    for (const label of ['CREDIT_CARD', 'IBAN_CODE', 'EMAIL_ADDRESS', 'US_SSN'])
      expect(valueOf(rows, label, 'recall'), label).toBe(1);
  });
});
