import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkAddress } from '../../../domain/note/link-address.ts';
import { escapeHtml, renderBlocks } from '../../../domain/note/render.ts';
import { bold, link, list, paragraph, text } from '../../../domain/note/tree.ts';

const nasty = fc.string({
  unit: fc.constantFrom('<', '>', '"', "'", '&', ';', 'a', '#', '\n', '/'),
});

describe('the HTML of a note', () => {
  it('leaves no character that could become markup', () => {
    fc.assert(
      fc.property(nasty, (words) => {
        expect(escapeHtml(words)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      }),
    );
  });

  it('is made of its own elements, whatever the words are', () => {
    fc.assert(
      fc.property(nasty, nasty, (words, path) => {
        const html = renderBlocks([
          paragraph(text(words), bold(words), link(words, `https://help.example/${path}`)),
          list([[text(words)], [link(words, path)]]),
        ]);
        const bare = html
          .replaceAll(/<a href="https:\/\/help\.example\/[^"<>\s]*">/g, '')
          .replaceAll(/<\/?(?:p|b|ul|li)>|<\/a>/g, '');
        expect(bare).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe('an address that a note may link to', () => {
  it.each([
    ['javascript:alert(1)'],
    ['JAVASCRIPT:alert(1)'],
    [' javascript:alert(1)'],
    ['data:text/html,<script>1</script>'],
    ['https://help.example/" onclick="steal()'],
    ["https://help.example/' x"],
    ['https://help.example/<b>'],
    ['https://help.example/a b'],
    ['https://help.example\\@evil.example'],
    ['https://help.example@evil.example/'],
    ['https://user:secret@help.example/'],
    ['https:help.example'],
    ['https:///'],
    ['//help.example'],
    ['ftp://help.example'],
    [`https://help.example/${'x'.repeat(3_000)}`],
    [''],
    [null],
  ])('is not %j: its label is shown alone', (url) => {
    expect(linkAddress(url)).toBeNull();
    expect(renderBlocks([paragraph(link('A & <b>', url))])).toBe('<p>A &amp; &lt;b&gt;</p>');
  });

  it.each([
    ['https://help.example/?a=1&b=2', 'https://help.example/?a=1&b=2'],
    ['HTTP://Help.Example', 'http://help.example/'],
    ['https://h\u0435lp.example/', 'https://xn--hlp-rdd.example/'],
  ])('is %s, as a browser reads it', (url, read) => {
    expect(linkAddress(url)).toBe(read);
  });
});
