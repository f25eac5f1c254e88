import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  articlesOfIntercom,
  internalArticlesOfIntercom,
} from '../../knowledge/sources/intercom.ts';
import { keepsFailed } from '../../knowledge/sources/import-result.ts';
import { readJsonl } from '../../knowledge/sources/jsonl.ts';
import { readMarkdownFolder } from '../../knowledge/sources/markdown.ts';
import { cpuMsOf } from '../support/cpu-time.ts';

const options = { source: 'test', guessLanguage: () => 'en' };

describe('JSONL', () => {
  it('skips what it cannot read, says why, and goes on', () => {
    const { articles, skipped } = readJsonl(
      [
        '{"id":1,"title":"A","markdown":"Text"}',
        '{broken',
        '{"title":"no id","text":"x"}',
        '{"id":"empty"}',
        '',
        '{"id":"b","text":"Text","audience":"internal","language":"de","url":"https://x.example/b"}',
        '{"id":"b","text":"again"}',
        '{"id":"c","text":"x","audience":"secret"}',
      ].join('\n'),
      options,
    );
    expect(articles.map(({ id, audience, language }) => [id, audience, language])).toEqual([
      ['1', 'public', 'en'],
      ['b', 'internal', 'de'],
    ]);
    expect(skipped.map(({ where }) => where)).toEqual([
      'line 2',
      'line 3',
      'line 4',
      'b',
      'line 8',
    ]);
    expect(skipped[0]?.why).toBe('no JSON');
    // A line of which nobody knows what it was, one without an id, left out, left out, named.
    expect(skipped.map(({ failed }) => failed)).toEqual([null, null, undefined, undefined, 'c']);
  });

  it('tells which article one translates, by text or number', () => {
    const rows = [
      { id: 1, text: 'Refunds' },
      { id: 'de', text: 'Rückgabe', translation_of: 1 },
      { id: 'fr', text: 'Retours', translation_of: 'refunds' },
      { id: 'es', text: 'Nada', translation_of: null },
      { id: 'own', text: 'Itself', translation_of: 'own' },
    ];
    const { articles } = readJsonl(rows.map((row) => JSON.stringify(row)).join('\n'), options);
    const expected = [undefined, '1', 'refunds', undefined, undefined];
    expect(articles.map(({ translationOf }) => translationOf)).toEqual(expected);
  });
});

describe('a folder of Markdown', () => {
  const folderWith = async (files: Record<string, string>) => {
    const folder = await mkdtemp(join(tmpdir(), 'sidenote-'));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return readMarkdownFolder(folder, options);
  };

  it('reads front matter, and does without', async () => {
    const { articles } = await folderWith({
      'a.md': '---\nid: one\ntitle: One\nurl: https://x.example/1\nlanguage: de\n---\nHallo.',
      'guides/b.md': '# Second article\n\nText.',
    });
    expect(articles.map(({ id, title, url, language }) => [id, title, url, language])).toEqual([
      ['one', 'One', 'https://x.example/1', 'de'],
      ['guides/b', 'Second article', null, 'en'],
    ]);
  });

  it('tells which article one translates', async () => {
    const { articles } = await folderWith({
      'refunds.md': 'Text.',
      'refunds.de.md': '---\ntranslation_of: refunds\nlanguage: de\n---\nText.',
      'own.md': '---\ntranslation_of: own\n---\nText.',
    });
    expect(articles.map(({ id, translationOf }) => [id, translationOf])).toEqual([
      ['own', undefined],
      ['refunds.de', 'refunds'],
      ['refunds', undefined],
    ]);
  });

  it('takes for internal what says so or stands in such a place', async () => {
    const { articles } = await folderWith({
      'a.md': '---\naudience: internal\n---\nText.',
      'b.internal.md': 'Text.',
      'internal/c.md': 'Text.',
      'internal/d.md': '---\naudience: public\n---\nText.',
      'e.md': 'Text.',
    });
    const audiences = Object.fromEntries(articles.map(({ id, audience }) => [id, audience]));
    expect(audiences).toEqual({
      a: 'internal',
      'b.internal': 'internal',
      'internal/c': 'internal',
      'internal/d': 'public',
      e: 'public',
    });
  });

  it('skips a file with broken front matter and an empty one', async () => {
    const { articles, skipped } = await folderWith({
      'bad.md': '---\ntitle: [unclosed\n---\nText.',
      'empty.md': '---\ntitle: x\n---\n',
      'wrong.md': '---\naudience: everyone\n---\nText.',
      'good.md': 'Text.',
    });
    expect(articles).toHaveLength(1);
    expect(skipped.map(({ where }) => where)).toEqual(['bad.md', 'empty.md', 'wrong.md']);
  });

  it('keeps the article of a file that is broken for now, and no other', async () => {
    const { skipped } = await folderWith({
      'bad.md': '---\ntitle: [unclosed\n---\nText.',
      'named.md': '---\nid: "its-own"\naudience: everyone\n---\nText.',
      'empty.md': '---\ntitle: x\n---\n',
    });
    const keeps = keepsFailed(skipped);
    expect(['bad', 'its-own', 'named', 'empty', 'deleted'].filter(keeps)).toEqual([
      'bad',
      'its-own',
    ]);
    // What it is cannot be told: nothing goes.
    const unknown = { where: 'x.md', why: 'cannot be read', failed: null };
    expect(keepsFailed([...skipped, unknown])('deleted')).toBe(true);
  });
});

describe("Intercom's articles", () => {
  const base = {
    id: '45',
    title: 'Export your data',
    body: '<h2>How</h2><p>Open <b>Settings</b>.<img src="https://x.example/a.png"></p><ol><li>One</li><li>Two</li></ol>',
    state: 'published',
    url: 'https://help.example/45',
    default_locale: 'en',
  };
  const only = (json: unknown) => articlesOfIntercom(json).articles[0];

  it('become Markdown without images', () => {
    expect(only(base)).toMatchObject({
      id: '45',
      audience: 'public',
      language: 'en',
      url: base.url,
    });
    expect(only(base)?.markdown).toContain('1. One');
    expect(only(base)?.markdown).not.toContain('png');
  });

  it.each([
    ['a draft', { state: 'draft' }],
    ['a restricted one', { help_center_audience: 'restricted' }],
    ['one kept from the chatbot', { ai_chatbot_availability: false }],
  ])('%s is internal', (_, change) => {
    expect(only({ ...base, ...change })?.audience).toBe('internal');
  });

  it('leaves out what AI may not use, and what has no text', () => {
    for (const change of [
      { ai_copilot_availability: false },
      { body: null },
      { body: '<p></p>' },
    ]) {
      const result = articlesOfIntercom({ ...base, ...change });
      expect(result.articles).toEqual([]);
      expect(result.skipped).toHaveLength(1);
    }
  });

  it('gives one article a locale, each with its own state', () => {
    const translated_content = {
      type: 'article_translated_content',
      en: { ...base },
      de: {
        title: 'Daten exportieren',
        body: '<p>Hallo</p>',
        state: 'published',
        url: 'https://help.example/de/45',
      },
      'pt-BR': { title: 'Exportar', body: '<p>Olá</p>', state: 'draft' },
      fr: null,
    };
    const { articles } = articlesOfIntercom({ ...base, translated_content });
    const told = articles.map(({ id, language, audience, translationOf }) => [
      ...[id, language, audience, translationOf],
    ]);
    expect(told).toEqual([
      ['45', 'en', 'public', undefined],
      ['45-de', 'de', 'public', '45'],
      ['45-pt-BR', 'pt-BR', 'internal', '45'],
    ]);
  });

  it('keeps lists, tables and code, and words around them', () => {
    const body =
      '<p class="no-margin">Open <a href="https://x.example">Settings</a>.</p><p></p>' +
      '<ul><li>One<ul><li>inner</li></ul></li></ul><hr>' +
      '<div class="intercom-interblocks-table-container"><table><tbody><tr><td>a</td><td>b</td></tr>' +
      '<tr><td>1</td><td>2</td></tr></tbody></table></div><pre><code>x = 1\ny = 2</code></pre>' +
      '<iframe src="https://video.example"></iframe><script>bad()</script>';
    const markdown = only({ ...base, body })?.markdown;
    expect(markdown).toContain('[Settings](https://x.example)');
    expect(markdown).toMatch(/\* One\n\s+\* inner/);
    expect(markdown).toMatch(/\| 1\s*\| 2/);
    expect(markdown).toContain('x = 1\ny = 2');
    expect(markdown).not.toMatch(/video|bad/);
  });

  it('reads a huge body in a time that grows with its length, and says so of one that is too big', async () => {
    const part = '<p>All that there is to know of <b>refunds</b>.</p><ul><li>one</li></ul>';
    const body = part.repeat(16_000);
    const cpuMs = await cpuMsOf(() => expect(only({ ...base, body })).toBeDefined());
    // Given all at once, the converter takes more than four times as long for twice the length.
    expect(cpuMs).toBeLessThan(15_000);
    for (const tooBig of ['<p>x</p>'.repeat(110_000), '<b>'.repeat(500), 'x'.repeat(2_100_000)]) {
      const { articles, skipped } = articlesOfIntercom({ ...base, body: tooBig });
      expect(articles).toEqual([]);
      expect(skipped).toEqual([expect.objectContaining({ failed: '45' })]);
    }
  });

  it('survives what is no article', () => {
    for (const json of [null, 'x', {}, []])
      expect(articlesOfIntercom(json).skipped).toHaveLength(1);
  });

  it('keeps internal articles internal', () => {
    const { articles } = internalArticlesOfIntercom({
      id: 7,
      title: 'Rules',
      body: '<p>Never promise.</p>',
      locale: 'en',
    });
    expect(articles[0]).toMatchObject({ id: 'internal-7', audience: 'internal' });
  });
});
