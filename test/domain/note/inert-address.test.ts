import { expect, it } from 'vitest';
import { addressesIn, withInertAddresses } from '../../../domain/note/inert-address.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';

it.each([
  ['see https://a.example/x?y=1.', 'see hxxps[:]//a[.]example/x?y=1.'],
  ['see www.a.example', 'see www[.]a[.]example'],
  ['write to b@a.example, please', 'write to b[@]a[.]example, please'],
  ['go to bank.com.', 'go to bank[.]com.'],
  ['go to a.b-c.io/x', 'go to a[.]b-c[.]io/x'],
  ['mailto:b@a.example', 'mailto[:]b[@]a[.]example'],
  ['tel:+4912345', 'tel[:]+4912345'],
  ['xn--80ak6aa92e.com', 'xn--80ak6aa92e[.]com'],
])('makes %j inert', (words, inert) => {
  expect(withInertAddresses(words)).toBe(inert);
  expect(addressesIn(withInertAddresses(words))).toEqual([]);
});

it.each([
  'Version 3.4.12 costs 9.99 euros, i.e. less.',
  'Open settings.json, then report.pdf.',
  'That is it.Then go on.',
  'Ratio 3:4, at 10:30, and/or: yes',
])('leaves %j alone', (words) => {
  expect(withInertAddresses(words)).toBe(words);
});

it('takes time in proportion to length', async () => {
  for (const words of [
    'a.'.repeat(20_000),
    'a-'.repeat(20_000),
    'a@'.repeat(20_000),
    'a:'.repeat(20_000),
  ]) {
    expect(await cpuMsOf(() => withInertAddresses(words))).toBeLessThan(3_000);
  }
});
