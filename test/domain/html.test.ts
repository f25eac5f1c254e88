import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeHtml, linkHtml } from '../../domain/html.ts';

it('leaves no character that could become markup', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', ';', 'a', '#') }),
      (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      },
    ),
  );
});

it.each([
  ['javascript:alert(1)'],
  ['JAVASCRIPT:alert(1)'],
  [' javascript:alert(1)'],
  ['data:text/html,<script>1</script>'],
  ['https://help.example/" onclick="steal()'],
  ["https://help.example/' x"],
  ['https://help.example/<b>'],
  ['https://help.example/a b'],
  ['//help.example'],
  ['ftp://help.example'],
  [''],
  [null],
])('shows only the label for %j', (url) => {
  expect(linkHtml('A & <b>', url)).toBe('A &amp; &lt;b&gt;');
});

it('links http and https, with the address escaped', () => {
  expect(linkHtml('Plans', 'https://help.example/?a=1&b=2')).toBe(
    '<a href="https://help.example/?a=1&amp;b=2">Plans</a>',
  );
  expect(linkHtml('Plans', 'HTTP://help.example')).toContain('href="HTTP://help.example"');
});
