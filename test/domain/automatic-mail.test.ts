import { describe, expect, it } from 'vitest';
import { isAutomaticReply } from '../../domain/automatic-mail.ts';
import { entry } from '../support/threads.ts';

const mail = (mailHeaders: Record<string, string>, subject: string | null = null) =>
  entry('part-2', 'customer', 0, { mailHeaders, subject });

describe('an automatic reply', () => {
  it.each([
    [{ 'auto-submitted': 'auto-replied' }],
    [{ 'auto-submitted': 'auto-generated' }],
    [{ 'x-autoreply': 'yes' }],
    [{ 'x-autorespond': '' }],
    [{ precedence: 'auto_reply' }],
    [{ precedence: 'Bulk' }],
    [{ precedence: 'junk' }],
  ])('is told by its headers: %j', (headers) => {
    expect(isAutomaticReply(mail(headers))).toBe(true);
  });

  it.each([
    ['Automatic reply: Your invoice'],
    ['Auto-Reply: hello'],
    ['RE: Automatic reply: hello'],
    ['Out of office: back on Monday'],
    ['Out of the Office'],
    ['Automatische Antwort: Rechnung'],
    ['Abwesenheitsnotiz: Rechnung'],
    ['Réponse automatique : facture'],
    ['Respuesta automática: factura'],
    ['Risposta automatica: fattura'],
    ['Undelivered Mail Returned to Sender'],
    ['Delivery Status Notification (Failure)'],
  ])('is told by its subject where no header says so: %s', (subject) => {
    expect(isAutomaticReply(mail({}, subject))).toBe(true);
  });

  it.each([
    [{}, null],
    [{ 'auto-submitted': 'no' }, null],
    [{ 'auto-submitted': ' No ' }, null],
    [{ 'auto-submitted': 'no; owner="x"' }, null],
    [{ precedence: 'normal' }, null],
    [{}, 'How do I set an automatic reply?'],
    [{}, 'Question about my out of office settings'],
    [{}, 'Re: Your invoice'],
  ])('is not what a person wrote: %j %s', (headers: Record<string, string>, subject) => {
    expect(isAutomaticReply(mail(headers, subject))).toBe(false);
  });
});
