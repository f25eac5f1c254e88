import { describe, expect, it } from 'vitest';
import {
  coverageByMeaning,
  createContentCoverage,
  readableText,
} from '../../evaluation/content-coverage.ts';

const documents = [
  'Coupons are made under Pricing plans.',
  'Domains are renewed every year.',
  'Plans are paid every month, and domains every year.',
];
const coverage = createContentCoverage(documents);

describe('the share of a reference that a text covers', () => {
  it.each([
    ['all of it', 'Coupons are made under Pricing plans.', 1],
    ['nothing of it', 'Domains are renewed.', 0],
    ['an empty text', '', 0],
    ['other words around it', 'Here, coupons! Made, we say, under the pricing of a plan.', 1],
  ])('is told of %s', (_, text, expected) => {
    expect(coverage('Coupons are made under **Pricing plans**.', text)).toBeCloseTo(expected);
  });

  it('counts rare words more than common ones', () => {
    const rare = coverage('Coupons and plans', 'coupons') ?? 0;
    const common = coverage('Coupons and plans', 'plans') ?? 0;
    expect(rare).toBeGreaterThan(common);
    expect(rare + common).toBeCloseTo(1);
  });

  it('knows nothing of a reference without content', () => {
    expect(coverage('So it is.', 'Coupons')).toBeNull();
  });

  it('does not count markup, targets of links and numbers of steps', () => {
    const markdown =
      '1. Open [the plans](https://x.example/pricing) \n2. See [coupons] (https://x.example/renew)';
    expect(readableText(markdown)).toBe('Open the plans\nSee coupons');
    expect(coverage(markdown, 'Open the plans, see coupons')).toBe(1);
  });
});

describe('the same by meaning', () => {
  const vectors = async (texts: readonly string[]) =>
    texts.map((text) => Float32Array.from(text.startsWith('A') ? [1, 0] : [0.6, 0.8]));

  it('is the nearest sentence to each of the reference', async () => {
    expect(await coverageByMeaning('Also. Be it.', 'And so.', vectors)).toBeCloseTo(
      (5 * 1 + 6 * 0.6) / 11,
    );
  });

  it('needs vectors, and texts on both sides', async () => {
    expect(await coverageByMeaning('Also.', 'And.', async () => null)).toBeNull();
    expect(await coverageByMeaning('Also.', '', vectors)).toBeNull();
  });
});
