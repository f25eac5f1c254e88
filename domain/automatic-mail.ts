import type { Entry } from './conversation.ts';

const subjects =
  /^(?:re:\s*|aw:\s*)?(?:auto(?:matic|mated)?[- ]?(?:reply|response|antwort)|automatische antwort|out of (?:the )?office|abwesenheit|réponse automatique|respuesta automática|risposta automatica|undeliver(?:ed|able)|delivery status notification|mail delivery)/i;

/**
 * Written by a machine: out of office, delivery failures, mailing lists. By RFC 3834's
 * `Auto-Submitted` and its older relatives first, by subject where a mailer sets no header.
 */
export function isAutomaticReply(entry: Entry): boolean {
  const headers = entry.mailHeaders;
  const autoSubmitted = headers['auto-submitted'];
  if (autoSubmitted !== undefined && !/^\s*no\s*(?:;|$)/i.test(autoSubmitted)) return true;
  if (headers['x-autoreply'] !== undefined || headers['x-autorespond'] !== undefined) return true;
  const precedence = headers['precedence']?.trim().toLowerCase();
  if (precedence === 'auto_reply' || precedence === 'bulk' || precedence === 'junk') return true;
  return entry.subject !== null && subjects.test(entry.subject);
}
