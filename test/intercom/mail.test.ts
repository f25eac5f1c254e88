import EmailReplyParser from 'email-reply-parser';
import { describe, expect, it } from 'vitest';
import { ownWords } from '../../intercom/mail.ts';
import { cpuMsOf } from '../support/cpu-time.ts';

const asked = 'How do I export my data?';

describe('own words of a mail', () => {
  it.each([
    [
      'Gmail',
      'On Tue, 3 Mar 2026 at 10:11, Sam Agent <sam@shop.example> wrote:\n\n> Hi Dana\n> bye',
    ],
    [
      'Gmail, wrapped',
      'On Tue, 3 Mar 2026 at 10:11, Sam Agent with a long name\n<sam@shop.example>\nwrote:\n\n> Hi',
    ],
    ['Apple Mail', '> On 3 Mar 2026, at 10:11, Sam <sam@shop.example> wrote:\n> \n> Hi Dana'],
    [
      'Outlook',
      '________________________________\nFrom: Sam Agent <sam@shop.example>\nSent: Tuesday\nTo: Dana\nSubject: RE: x\n\nHi Dana',
    ],
    [
      'Outlook, block only',
      'From: Sam Agent <sam@shop.example>\nSent: Tuesday\nTo: Dana\nSubject: RE: x\n\nHi Dana',
    ],
    ['original message', '-----Original Message-----\nFrom: sam\nHi Dana'],
    ['German', 'Am 3. März 2026 um 10:11 schrieb Sam <sam@shop.example>:\n\n> Hallo'],
    [
      'German, other order',
      'Sam Agent <sam@shop.example> schrieb am Di., 3. März 2026, 10:11:\n\n> Hallo',
    ],
    [
      'German Outlook',
      'Von: Sam <sam@shop.example>\nGesendet: Dienstag\nAn: Dana\nBetreff: AW: x\n\nHallo',
    ],
    ['French', 'Le mar. 3 mars 2026 à 10:11, Sam <sam@shop.example> a écrit :\n\n> Bonjour'],
    ['Spanish', 'El mar, 3 mar 2026 a las 10:11, Sam (<sam@shop.example>) escribió:\n\n> Hola'],
    [
      'Italian',
      'Il giorno mar 3 mar 2026 alle ore 10:11 Sam <sam@shop.example> ha scritto:\n\n> Ciao',
    ],
    ['Dutch', 'Op di 3 mrt 2026 om 10:11 schreef Sam <sam@shop.example>:\n\n> Hoi'],
    [
      'Portuguese',
      'Em ter., 3 de mar. de 2026 às 10:11, Sam <sam@shop.example> escreveu:\n\n> Olá',
    ],
    ['Chinese', '在 2026年3月3日,10:11,Sam <sam@shop.example> 写道：\n\n> 你好'],
    ['iPhone', 'Sent from my iPhone'],
    ['Outlook for iOS', 'Get Outlook for iOS'],
    ['German phone', 'Von meinem iPhone gesendet'],
    ['signature', '-- \nDana Example\nShop Ltd\n+44 20 7946 0000'],
    ['goodbye', 'Best regards,\nDana\nHead of Things'],
    ['German goodbye', 'Mit freundlichen Grüßen\n\nDana Example'],
    ['French goodbye', 'Cordialement,\nDana'],
    [
      'goodbye and quote',
      'Kind regards\nDana\n\nOn 3 Mar 2026, Sam <sam@shop.example> wrote:\n> Hi',
    ],
    ['marked lines', '> Hi Dana\n>> older'],
  ])('%s', (_name, tail) => {
    expect(ownWords(`${asked}\n\n${tail}`)).toBe(asked);
  });

  it('keeps what is written below the quote and between quoted lines', () => {
    const below = 'On 3 Mar 2026, Sam <sam@shop.example> wrote:\n> Hi Dana\n\nHow do I export?';
    expect(ownWords(below)).toBe('How do I export?');
    expect(ownWords('> Which plan?\nPro\n> Which country?\nFrance')).toBe('Pro\nFrance');
  });

  it.each([
    'As your guide wrote: press the button. It does not work.',
    'On the billing page it says:\nno card. Why?',
    'From: Berlin\nI want to travel to Paris. How?',
    'Regards to Sam! One more thing: how do I export?',
    'Price list:\n--\nPro 9\nTeam 19\n\nWhich one is ours?',
    'To: do list is empty. Why?',
    'Thanks,\nbut how do I export?',
  ])('does not take the author’s words for a quote or a signature: %s', (mail) => {
    expect(ownWords(mail)).toBe(mail);
  });

  it('takes all of a mail that has nothing else', () => {
    expect(ownWords('> only\n> quoted')).toBe('> only\n> quoted');
    const forwarded = '---------- Forwarded message ---------\nFrom: shop\nYour order';
    expect(ownWords(forwarded)).toBe(forwarded);
    expect(ownWords('<blockquote>all of it</blockquote>')).toBe('all of it');
  });

  it.each([
    '<div>ASK</div><div class="gmail_quote"><div>On Tue, Sam wrote:</div><blockquote>Hi</blockquote></div>',
    '<p>ASK</p><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Sam</div><p>Hi</p>',
    '<p>ASK</p><blockquote type="cite">On 3 Mar, Sam wrote: Hi</blockquote>',
    '<p>ASK</p><div class="moz-cite-prefix">On 3/3/26 Sam wrote:</div><blockquote>Hi</blockquote>',
    '<p>ASK</p><div class="yahoo_quoted">Hi</div>',
    '<p>ASK</p><p>On Tue, 3 Mar 2026, Sam &lt;<a href="mailto:sam@shop.example">sam@shop.example</a>&gt; wrote:</p><blockquote>Hi</blockquote>',
    '<p>ASK</p><p>Sent from my iPhone</p>',
  ])('in HTML: %s', (html) => {
    expect(ownWords(html.replace('ASK', asked))).toBe(asked);
  });

  it('agrees with email-reply-parser where that one is right', () => {
    const mails = [
      `${asked}\n\nOn Tue, Mar 3, 2026 at 10:11 AM, Sam <sam@shop.example> wrote:\n> Hi`,
      `${asked}\n\nLe 3 mars 2026 à 10:11, Sam <sam@shop.example> a écrit :\n> Bonjour`,
      `${asked}\n\nSent from my iPhone\n\nOn 3 Mar 2026, Sam <sam@shop.example> wrote:\n> Hi`,
    ];
    for (const mail of mails) {
      expect(ownWords(mail)).toBe(new EmailReplyParser().parseReply(mail).trim());
    }
  });

  it('is not slowed down by chosen mails (five thousand of these characters hold the library up for 27 s)', async () => {
    const nasty = [
      '2024 from < ',
      'Op x schreef ',
      'On a b\n',
      'De: x\n',
      'abc. x skrev \n',
      '> a\n',
      ' \n',
      'Am 1 <a@b.c> schrieb ',
      '_____\n',
      'From: x\n',
      '<a@',
    ];
    for (const unit of nasty) {
      const text = unit.repeat(Math.ceil(900_000 / unit.length));
      expect(await cpuMsOf(() => ownWords(text)), unit).toBeLessThan(3_000);
    }
  });
});
