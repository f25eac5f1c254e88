import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounded } from '../../intercom/characters.ts';
import { htmlToText } from '../../intercom/body.ts';
import { cpuMsOf } from '../support/cpu-time.ts';

const text = (html: string) => htmlToText(html).text;

describe('a body as text', () => {
  it.each([
    ['<p>Hi,</p><p>how do I <b>pay</b>?</p>', 'Hi,\n\nhow do I pay?'],
    ['<p>one<br>two<br/>three</p>', 'one\ntwo\nthree'],
    ['<ul><li>Coffee</li><li>Tea</li></ul>', '- Coffee\n- Tea'],
    ['<ol><li>Open</li><li>Save</li></ol><p>Done</p>', '1. Open\n2. Save\n\nDone'],
    ['<ul><li>a<ul><li>b</li></ul></li></ul>', '- a\n  - b'],
    [
      '<p>see <a href="https://x.example/a">the guide</a>.</p>',
      'see the guide (https://x.example/a).',
    ],
    ['<a href="https://x.example/">x.example</a>', 'x.example'],
    ['<a href="mailto:a@b.example">a@b.example</a>', 'a@b.example'],
    ['<a href="https://x.example/only"></a>', 'https://x.example/only'],
    ['<a href="javascript:alert(1)">click</a>', 'click'],
    ['<p>5 &lt; 6 &amp;&amp; &quot;x&quot; &#8364;&nbsp;9</p>', '5 < 6 && "x" € 9'],
    ['<p>a   b\n c</p>', 'a b c'],
    ['<pre>a\n  b</pre>', 'a\n  b'],
    [
      '<table><tr><td>Plan</td><td>Price</td></tr><tr><td>Pro</td><td>9</td></tr></table>',
      'Plan Price\nPro 9',
    ],
    ['5 < 6 and a > b', '5 < 6 and a > b'],
    ['plain <notatag> text &amp; more', 'plain <notatag> text &amp; more'],
    ['line one\r\nline two', 'line one\nline two'],
    ['', ''],
    ['<p></p><p> </p>', ''],
  ])('%s', (html, expected) => {
    expect(text(html)).toBe(expected);
  });

  it.each([
    '<p>seen</p><script>alert("evil")</script>',
    '<p>seen</p><style>.evil{}</style>',
    '<p>seen</p><div style="display:none">evil</div>',
    '<p>seen</p><div style="color:red; DISPLAY : NONE"><p>evil</p><p>evil</p></div>',
    '<p>seen</p><span style="font-size:0px">evil</span>',
    '<p>seen</p><span style="opacity:0">evil</span>',
    '<p>seen</p><p hidden>evil<br>evil</p>',
    '<p>seen</p><template><p>evil</p></template>',
    '<p>seen</p><!-- evil -->',
    '<p>seen</p><iframe src="x">evil</iframe>',
    '<p>seen</p><svg><text>evil</text></svg>',
    '<html><head><title>evil</title></head><body><p>seen</p></body></html>',
    '<p>seen</p><div style="visibility:hidden"><img src="x"><div>evil</div></div>',
  ])('leaves out what nobody sees: %s', (html) => {
    expect(text(html)).toBe('seen');
  });

  it('shows what only looks hidden', () => {
    expect(text('<p style="font-size:0.9em;opacity:0.5">seen</p>')).toBe('seen');
    expect(text('<div style="max-height:0.5em">a</div><div>b</div>')).toBe('a\nb');
  });

  it('counts pictures', () => {
    const html = '<p>look</p><img src="https://a.example/1.png"><div class="x"><img src="2"></div>';
    expect(htmlToText(html)).toEqual({ text: 'look', images: 2 });
    expect(htmlToText('<p><img src="https://a.example/1.png"></p>')).toEqual({
      text: '',
      images: 1,
    });
  });

  it('reads past pictures embedded in the HTML', () => {
    const picture = `<img src="data:image/png;base64,${'iVBORw0KGgo'.repeat(50_000)}">`;
    expect(htmlToText(`<p>before</p>${picture}<p>after</p>`)).toEqual({
      text: 'before\n\nafter',
      images: 1,
    });
  });

  it('strips characters that hide text or turn it round', () => {
    const hidden = '\u200Bpay\u202E\u2066 now\u2069\u{E0041}\u{E007F}\uFEFF\u0000';
    expect(text(hidden)).toBe('pay now');
    expect(text(`<p>${hidden}</p>`)).toBe('pay now');
    expect(text('<p>&#8203;a&#x202E;b</p>')).toBe('ab');
  });

  it('takes broken HTML as it comes', () => {
    expect(text('<p>a<p>b</div></b><i>c')).toBe('a\n\nbc');
    expect(text('<p>a<br')).toBe('a');
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(
          fc.constantFrom(
            '<p>',
            '</p>',
            '<a href=x>',
            '</a>',
            '<li>',
            '</ul>',
            '<blockquote>',
            '<div hidden>',
            '</div>',
            'x',
            ' ',
          ),
        ),
        (noise, tags) => {
          expect(typeof text(tags.join('') + noise).length).toBe('number');
        },
      ),
    );
  });

  it('takes time in proportion to length', async () => {
    const nasty = [
      '<a href="https://x.example">'.repeat(40_000),
      '<div><p '.repeat(100_000),
      ' '.repeat(900_000),
      '&'.repeat(500_000),
      '<ul><li>'.repeat(5_000),
    ];
    for (const body of nasty) {
      expect(await cpuMsOf(() => htmlToText(body, { withoutQuotes: true }))).toBeLessThan(3_000);
    }
  });
});

describe('bounds', () => {
  it('says what was cut and never splits a character', () => {
    expect(bounded('abc', 3)).toBe('abc');
    expect(bounded('abcdef', 3)).toBe('abc\n[cut: 3 more characters]');
    expect(bounded('ab😀cd', 3)).toBe('ab\n[cut: 4 more characters]');
  });
});
