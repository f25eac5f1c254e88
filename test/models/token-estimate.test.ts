import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mostOf, tokensAtMost } from '../../models/token-estimate.ts';

describe('tokens of a text, at most', () => {
  it.each([
    // What the tokenizers cl100k_base and o200k_base make of them, the larger of both.
    ['How do I change the card that my subscription is paid with?', 13],
    ['Wie ändere ich die Karte, mit der mein Abonnement bezahlt wird?', 19],
    ['請問如何更改訂閱的付款方式？', 17],
    ['Order #4410923345-AB, 12.50 EUR', 14],
    ['👩‍👩‍👧‍👦🎉', 21],
    ['xK9vQ2pLm8RtZw4YbN7cJ5hGfD3sA6', 30],
    ['{"id":"S1","title":"Billing > Cards"}', 12],
    ['สวัสดีครับ ผมต้องการเปลี่ยนบัตร', 26],
  ])('%s', (text, tokens) => {
    expect(tokensAtMost(text)).toBeGreaterThanOrEqual(tokens);
  });

  it('are not far more than a third of the characters of plain English', () => {
    const text = 'Open the settings, choose your plan and press the button below it. '.repeat(50);
    expect(tokensAtMost(text)).toBeLessThan(text.length * 0.45);
  });

  it('are counted in time that grows with the text alone', () => {
    expect(tokensAtMost('a1 '.repeat(200_000))).toBeGreaterThan(200_000);
  });
});

it('a call may cost its prompt, what is repaired, and the longest answer, thoughts included', () => {
  const question = {
    ...({ name: 'draft', schema: z.object({ text: z.string() }), maxOutputTokens: 1_500 } as const),
    prompt: { instructions: 'Answer.', input: 'word '.repeat(1_000) },
  };
  const plain = mostOf({ ...question, model: 'gpt-4.1-mini', repair: null });
  expect(plain).toMatchObject({ calls: 1, outputTokens: 1_500 });
  expect(plain.inputTokens).toBeGreaterThan(1_000);
  const repair = { answer: 'word '.repeat(500), complaint: 'Again.' };
  const repaired = mostOf({ ...question, model: 'gpt-5-mini', repair });
  expect(repaired.inputTokens).toBeGreaterThan(plain.inputTokens + 400);
  expect(repaired.outputTokens).toBe(5_500);
});
