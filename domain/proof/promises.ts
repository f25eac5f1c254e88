import type { RemovalReason } from './proof.ts';

/** What a draft must not say unless a passage says it. */

const promise =
  /\b(?:we|i|our (?:team|support|staff|engineers?|developers?)|(?:the|someone|somebody)(?: from| on| in)?(?: our| the| your)? ?(?:support|success|billing|technical)? ?team|someone|somebody|a (?:colleague|teammate|specialist|member of our team|representative|team member)|support)(?: will|['’]ll|(?: am| are| is|['’]m|['’]re) (?:going to|about to|looking into|working on|checking|investigating|processing|happy to (?:offer|refund|credit|extend))| (?:shall|promise|guarantee|commit)| have (?:already )?(?:refunded|credited|escalated|forwarded|fixed|processed|issued|cancelled|canceled|reset|extended|passed)| has (?:already )?(?:been )?(?:refunded|credited|escalated|forwarded|fixed|processed|issued)|(?: can| could| would (?:like|love) to)(?: gladly| happily)? (?:offer|refund|credit|compensate|extend|waive|give you|grant))\b|\byou(?: will|['’]ll) (?:(?:soon |shortly )?(?:hear (?:back )?from|be (?:contacted|refunded|credited|reimbursed|compensated))|(?:receive|get) (?:a|an|your|the|full|some|another) (?:full |partial )?(?:refund|credit|reply|answer|response|discount|compensation|voucher|call))\b|\byour (?:refund|money|credit|case|ticket|request|issue|problem) (?:will|has been|is being|['’]ll)\b|\b(?:wir|ich)(?: werden?| erstatten?| kümmern uns| kümmere mich| melden uns| melde mich| prüfen| versprechen| garantieren)\b|\bunser team wird\b|\b(?:nous|je) (?:allons|vais|vous (?:rembourserons|rembourserai|contacterons)|rembours(?:ons|erons)|garantissons|reviendrons|reviens)\b|\bnotre équipe (?:va|vous)\b|\b(?:vamos a|voy a|le reembolsaremos|te reembolsaremos|reembolsaremos|nos pondremos en contacto|garantizamos|devolveremos)\b|\b(?:la rimborseremo|ti rimborseremo|rimborseremo|la contatteremo|garantiamo|provvederemo)\b|\b(?:we|wij) (?:zullen|gaan|betalen|garanderen|nemen contact)\b|\b(?:vamos|iremos|reembolsaremos|entraremos em contato|garantimos)\b/i;

const apology =
  /\b(?:sorry|apologi[sz]e[sd]?|apolog(?:y|ies)|(?:our|my) (?:fault|mistake|bad|error)|we regret|i regret|entschuldig\w*|tut (?:mir|uns) (?:sehr )?leid|unser fehler|désolée?s?|excus(?:es|ez)[- ]?(?:nous|moi)?|nos excuses|lo siento|lamento|lamentamos|disculp\w+|perdón|mi dispiace|ci dispiace|scus(?:i|a|ate)|ci scusiamo|het spijt (?:me|mij|ons)|excuses voor|onze excuses|desculp\w+|lamentamos|pedimos desculpas)\b/i;

const time =
  /\b(?:soon|shortly|asap|as soon as possible|tomorrow|later today|by (?:tomorrow|tonight|the end of (?:the )?(?:day|week)|monday|tuesday|wednesday|thursday|friday)|in (?:no time|a (?:moment|minute|few (?:minutes|hours|days)))|right away|next week|bald|in kürze|demnächst|umgehend|so schnell wie möglich|morgen|bientôt|sous peu|dès que possible|demain|pronto|lo antes posible|mañana|presto|al più presto|domani|binnenkort|spoedig|zo snel mogelijk|em breve|o mais rápido possível|amanhã)\b/i;

export type Undertaking = {
  readonly reason: Extract<RemovalReason, 'promise' | 'apology' | 'time'>;
  readonly words: string;
};

/** What a sentence promises, is sorry for, or says will be soon; in the order in which it weighs. */
export function undertakingsIn(text: string): readonly Undertaking[] {
  return (
    [
      ['promise', promise],
      ['apology', apology],
      ['time', time],
    ] as const
  ).flatMap(([reason, pattern]) => {
    const words = pattern.exec(text)?.[0];
    return words === undefined ? [] : [{ reason, words }];
  });
}
