import { describe, expect, it } from 'vitest';
import weights from '../../domain/confidence-weights.json' with { type: 'json' };
import { isAnswerMissing } from '../../domain/answer-chance.ts';
import { thresholdForPrecision, thresholdOf } from '../../domain/threshold.ts';

const table = [
  { threshold: 0, precision: 0.2 },
  { threshold: 0.2, precision: 0.5 },
  { threshold: 0.4, precision: 0.45 },
  { threshold: 0.6, precision: 0.8 },
];

describe('the threshold', () => {
  it('is the lowest from which on the target is kept', () => {
    expect(thresholdForPrecision(0.1, table)).toBe(0);
    expect(thresholdForPrecision(0.45, table)).toBe(0.2);
    expect(thresholdForPrecision(0.5, table)).toBe(0.6);
  });

  it('lets nothing through where no threshold keeps the target', () => {
    expect(thresholdForPrecision(0.9, table)).toBe(1);
    expect(thresholdForPrecision(0.1, [])).toBe(1);
  });

  it('is that of the settings unless a target is set, and rises with the target', () => {
    const settings = { confidenceThreshold: 0.42, targetPrecision: null };
    expect(thresholdOf(settings, 'extractive')).toBe(0.42);
    const to = (targetPrecision: number) => thresholdOf({ ...settings, targetPrecision }, 'model');
    expect(to(0.01)).toBe(weights.precision.model[0]?.threshold);
    expect(to(0.99)).toBeGreaterThan(to(0.01));
  });
});

describe('an answer that is missing', () => {
  it('is one that every question misses', () => {
    expect(isAnswerMissing([{ chance: 0.1 }, { chance: 0.2 }], 0.3)).toBe(true);
    expect(isAnswerMissing([{ chance: 0.1 }, { chance: 0.3 }], 0.3)).toBe(false);
  });

  it('is not told where nobody said anything', () => {
    expect(isAnswerMissing([], 0.3)).toBe(false);
  });
});
