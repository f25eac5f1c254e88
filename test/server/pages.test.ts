import { expect, test } from 'vitest';
import { createServer } from '../../server/app.ts';
import { inboxLink } from '../../domain/conversation-link.ts';
import type { StoredProof } from '../../domain/proof/proof.ts';
import type { Session } from '../../domain/session.ts';
import {
  sampleDecision,
  sampleEntry,
  sampleMessage,
  sampleNote,
  samplePassage,
  sampleSession,
  sampleTexts,
} from '../support/sample-session.ts';
import { createServerPorts } from '../support/server-ports.ts';

const html = { accept: 'text/html' };

function setUp(sessions: Session[] = [sampleSession()]) {
  const server = createServerPorts({ sessions, notes: [sampleNote()] });
  const app = createServer(server.ports);
  const get = (link: string) =>
    app.inject({ url: link.replace('https://sidenote.example', ''), headers: html });
  return { ...server, app, get, links: server.ports.links };
}

const sessionBody = async (session: Session): Promise<string> => {
  const { get, links } = setUp([session]);
  return (await get(links.sessionLink(session.message))).body;
};

/** Attributes as a browser sees them after decoding. */
const addresses = (body: string): string[] =>
  [...body.matchAll(/href="([^"]*)"/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&'));

test('a session page tells outcome, story, draft with sources, gate, note and code', async () => {
  const body = await sessionBody(sampleSession());
  for (const words of [
    'A draft was posted as an internal note.',
    'because the message came in',
    'How do I change the card on my subscription?',
    'Open Settings, then Billing.',
    'href="#run-1-source-1"',
    'id="run-1-source-1"',
    'Change your payment card',
    'score 12.4',
    'Does it work on the phone?',
    'reaches the threshold of 0.3',
    'All questions are answered',
    'SN-7K2Q9F',
    'Open in Intercom',
    'this message',
  ]) {
    expect(body).toContain(words);
  }
});

test('a quiet message without text says why, and that no text is kept', async () => {
  const decision = sampleDecision({
    outcome: { kind: 'quiet', reason: 'owned_by_ai_admin' },
    confidence: null,
  });
  const body = await sessionBody(sampleSession({ decisions: [decision], runs: {} }));
  expect(body).toContain('The AI teammate owns the conversation');
  expect(body).toContain('No text is kept of this message');
});

test('every decision is shown, the last one on top', async () => {
  const first = sampleDecision({ outcome: { kind: 'quiet', reason: 'unassigned' } });
  const second = sampleDecision({ run: 2, cause: 'assignment' });
  const body = await sessionBody(
    sampleSession({
      run: 2,
      decisions: [first, second],
      runs: { '1': sampleTexts(), '2': sampleTexts() },
    }),
  );
  expect(body).toContain('Decision 1: stayed quiet');
  expect(body).toContain('because the conversation was assigned');
  expect(body.indexOf('id="run-2"')).toBeLessThan(body.indexOf('id="run-1"'));
});

test('a run in flight and a session without a decision have pages too', async () => {
  const running = sampleDecision({ outcome: null, endedAtMs: null, confidence: null });
  expect(
    await sessionBody(sampleSession({ status: 'open', decisions: [running], runs: {} })),
  ).toContain('Still deciding');
  expect(await sessionBody(sampleSession({ decisions: [], runs: {} }))).toContain(
    'Nothing has been decided yet',
  );
});

test('hostile text stays text, and only http(s) addresses become links', async () => {
  const attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
  const script = 'javascript:alert(3)';
  const body = await sessionBody(
    sampleSession({
      decisions: [sampleDecision({ topic: attack })],
      runs: {
        '1': sampleTexts({
          language: attack,
          cut: [attack],
          conversation: {
            ...sampleTexts().conversation!,
            entries: [
              sampleEntry({
                text: attack,
                subject: attack,
                author: { kind: 'teammate', id: '1', name: attack, email: attack, fin: false },
              }),
            ],
          },
          retrieved: [
            samplePassage({ title: attack, url: script, text: attack, headingPath: [attack] }),
            samplePassage({ id: 'two', url: `data:text/html,${attack}` }),
          ],
          noteHtml: `<p onclick="alert(4)">Hi <a href="${script}">go</a>
            <a href="https://help.example/?a=1&b=2" onclick="x()">fine</a>
            <script>alert(5)</script><img src=x onerror=alert(6)><iframe src="https://evil.example">
            </iframe><svg><a xlink:href="${script}">s</a></svg><style>*{display:none}</style>
            <form action="https://evil.example"><input name=q></form>${attack}</p>`,
        }),
      },
    }),
  );
  expect(body).not.toMatch(/<script|<img|<iframe|<style|<form|<svg><a|<[^>]*\son\w+=/i);
  expect(body).toContain('&lt;script>alert(1)');
  const hrefs = addresses(body);
  expect(hrefs).toContain('https://help.example/?a=1&b=2');
  for (const href of hrefs) expect(href).toMatch(/^(https?:\/\/|\/|#)/);
});

test('pages are private: no script, no store, no index, no referrer', async () => {
  const { get, links } = setUp();
  const { headers } = await get(links.sessionLink(sampleMessage));
  expect(headers['content-security-policy']).toContain("default-src 'self'");
  expect(headers['content-security-policy']).toContain("script-src 'none'");
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['x-robots-tag']).toContain('noindex');
  expect(headers['referrer-policy']).toBe('no-referrer');
});

test('a wrong link and a session that is not there look alike', async () => {
  const { get, links } = setUp();
  const good = links.sessionLink(sampleMessage);
  const wrong = await get(`${good}x`);
  const unsigned = await get(good.split('?')[0] ?? '');
  const gone = await get(links.sessionLink({ ...sampleMessage, messageId: 'part-1' }));
  const other = await get(links.sessionLink({ ...sampleMessage, appId: 'other999' }));
  const nonsense = await get('/s/%00%ff?e=1&k=1');
  for (const answer of [wrong, unsigned, gone, other]) {
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toBe(wrong.body);
  }
  expect([400, 404]).toContain(nonsense.statusCode);
});

test('an expired link says so', async () => {
  const { get, links, clock } = setUp();
  const link = links.sessionLink(sampleMessage, undefined, { days: 1 });
  clock.set(clock.now() + 2 * 24 * 60 * 60_000);
  const answer = await get(link);
  expect(answer.statusCode).toBe(404);
  expect(answer.body).toContain('This link has expired');
});

test('the lookup needs a signed link', async () => {
  const { get } = setUp();
  expect((await get('/c')).statusCode).toBe(404);
  expect((await get('/c?q=503')).statusCode).toBe(404);
  expect((await get('/c/503')).statusCode).toBe(404);
});

test('the lookup takes an id or a link, and leads to all messages and their sessions', async () => {
  const { get, links } = setUp();
  const lookup = links.lookupLink();
  expect((await get(lookup)).body).toContain('<form');
  for (const typed of ['503', 'abc12345:503', inboxLink('eu', 'abc12345', '503')]) {
    const found = await get(`${lookup}&q=${encodeURIComponent(typed)}`);
    expect(found.statusCode).toBe(303);
    const page = await get(String(found.headers.location));
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('part-1005');
    expect(page.body).toContain('because the message came in');
    const session = addresses(page.body).find((href) => href.startsWith('/s/'));
    expect((await get(session ?? '')).statusCode).toBe(200);
  }
});

test('the lookup says when there is nothing, and when it cannot read what was typed', async () => {
  const { get, links } = setUp();
  const lookup = links.lookupLink();
  const unknown = await get(String((await get(`${lookup}&q=999`)).headers.location));
  expect(unknown.statusCode).toBe(404);
  expect(unknown.body).toContain('no record of a customer message in conversation 999');
  const typed = await get(`${lookup}&q=${encodeURIComponent('"><script>')}`);
  expect(typed.statusCode).toBe(400);
  expect(typed.body).toContain('neither a conversation id nor a link');
  expect(typed.body).not.toContain('"><script>');
});

test('a session page leads to its conversation, and that link opens no other one', async () => {
  const { get, links } = setUp();
  const body = (await get(links.sessionLink(sampleMessage))).body;
  const link = addresses(body).find((href) => href.startsWith('/c/')) ?? '';
  const page = await get(link);
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toContain('<form');
  expect((await get(link.replace('503', '504'))).statusCode).toBe(404);
});

test('style and icon are served by us', async () => {
  const { app } = setUp();
  const style = await app.inject('/assets/style.css');
  expect(style.headers['content-type']).toContain('text/css');
  expect((await app.inject('/assets/icon.svg')).statusCode).toBe(200);
});

test('a passage from a past conversation says so, with its day', async () => {
  const said = samplePassage({ audience: 'internal', pastConversation: '2026-03-01' });
  const runs = { '1': sampleTexts({ internal: [said] }) };
  const body = await sessionBody(sampleSession({ runs }));
  expect(body).toContain('· internal · from a past conversation, 2026-03-01');
  expect(await sessionBody(sampleSession())).not.toContain('past conversation');
});

test('shows which sentences were taken out of a draft, and why', async () => {
  const signs = { cover: 0, coverTogether: 0, neighbours: 0, run: 0, cosine: null };
  const risks = { number: 1, address: 0, name: 0, negation: 0, condition: 0 };
  const proof: StoredProof = {
    score: 0.4,
    sentences: [
      {
        ...{ text: 'Cards cost <b>12</b> euros.', sources: [], score: 0.1, signs, risks },
        verdict: { kind: 'removed', reason: 'number', words: '12' },
      },
    ],
  };
  const body = await sessionBody(sampleSession({ runs: { '1': sampleTexts({ proof }) } }));
  expect(body).toContain('Taken out');
  expect(body).toContain('Cards cost &lt;b>12&lt;/b> euros.');
  expect(body).toContain('that its passages do not have so');
  expect(await sessionBody(sampleSession())).not.toContain('Taken out');
});
