import { describe, expect, it } from 'vitest';
import { withoutFrame } from '../../domain/letter-frame.ts';
import { withoutPersonalData } from '../../domain/personal-data.ts';

const maria = { name: 'Maria Huber', email: 'm.huber@zorbelwerk.example', isCustomer: true };
const will = { name: 'Will Stone', email: 'will@shop.example', isCustomer: false };
const clean = (text: string) => withoutPersonalData(text, [maria, will]).text;

describe('what tells who somebody is', () => {
  it.each([
    ['Write to m.huber+x@zorbelwerk.example please', 'Write to [e-mail address] please'],
    ['Call +43 (0) 660 123-4567 today', 'Call [number] today'],
    ['My IBAN is DE89 3704 0044 0532 0130 00.', 'My IBAN is [account number].'],
    ['Card 4111 1111 1111 1111 was charged', 'Card [card number] was charged'],
    ['password: hunter2!', 'password: [password]'],
    ['Order 48213 and AB-1234-C are late', 'Order [number] and [number] are late'],
    ['It was on 03.04.2021, from 192.168.10.4', 'It was on [date], from [number]'],
    ['maria and HUBER at Zorbelwerk, Maria’s plan', '[name] and [name] at [company], [name] plan'],
    ['I will ask Will, who will write', 'I will ask [name], who will write'],
    ['My name is Zoë Quill and I wait', 'My name is [name] and I wait'],
    ['Ask Dr. Quill or my colleague Ada Byte', 'Ask Dr. [name] or my colleague [name]'],
    ['I live at 12 Baker Street and Hauptstraße 4', 'I live at [address] and [address]'],
    ['See https://app.example/u/98765?token=abc#x', 'See [link]'],
    [
      'See https://help.example/en/articles/12345-export?a=1',
      'See https://help.example/en/articles/12345-export',
    ],
  ])('%s', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it('leaves prices, years, steps and names of things', () => {
    const text = 'In 2024 the Pro plan costs 49.90 for 1200 users: open Settings, choose Export.';
    expect(withoutPersonalData(text, [maria, will])).toEqual({ text, masks: 0 });
  });

  it('masks names that are written without spaces between words', () => {
    const people = [{ name: '山田', email: null, isCustomer: true }];
    expect(withoutPersonalData('はい、山田です。', people).text).toBe('はい、[name]です。');
  });

  it('finds nothing more in what it made', () => {
    const once = clean('Maria Huber, +43 660 1234567, DE89 3704 0044 0532 0130 00, a@b.example');
    expect(withoutPersonalData(once, [maria, will])).toEqual({ text: once, masks: 0 });
  });

  it('takes time in proportion to the text, whatever stands in it', () => {
    const began = process.cpuUsage().user;
    for (const piece of ['1 ', 'Aa ', '@', 'a@', '1-', 'https://', 'Hi A ', '\nThanks', '1.1.'])
      withoutPersonalData(withoutFrame(piece.repeat(20_000)), [maria, will]);
    expect(process.cpuUsage().user - began).toBeLessThan(20_000_000);
  });
});

describe('what frames a message', () => {
  it.each([
    ['Hi Maria,\n\nOpen Settings.\n\nBest regards,\nWill Stone\nSupport Team', 'Open Settings.'],
    ['Open Settings.\n\nKind regards,\n\nWill', 'Open Settings.'],
    ['Hello there! Open Settings. Cheers, Will', 'Open Settings.'],
    [
      'Hallo Frau Huber,\nBitte öffnen Sie das Menü.\nMit freundlichen Grüßen\nWill',
      'Bitte öffnen Sie das Menü.',
    ],
    ['Open Settings.\n- Will', 'Open Settings.'],
    ['Hi I cannot export, can you help?', 'Hi I cannot export, can you help?'],
    [
      'Thanks!\nTo export, open Settings and press the button.',
      'Thanks!\nTo export, open Settings and press the button.',
    ],
  ])('%s', (text, expected) => {
    expect(withoutFrame(text)).toBe(expected);
  });
});
