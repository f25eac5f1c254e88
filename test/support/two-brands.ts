import type { ScopeFacts } from '../../domain/knowledge-scope.ts';
import type { Article } from '../../domain/passage.ts';
import type { KnowledgeRule } from '../../domain/settings.ts';

/** Two brands of one workspace whose articles say the same and contradict each other in numbers. */
export const brands = {
  north: { price: '19 EUR', refundDays: '14' },
  south: { price: '29 EUR', refundDays: '30' },
} as const;
export type BrandName = keyof typeof brands;
export const brandNames: readonly BrandName[] = ['north', 'south'];

type Words = {
  readonly plans: readonly [title: string, text: (price: string) => string];
  readonly refunds: readonly [title: string, text: (days: string) => string];
  readonly exceptions: readonly [title: string, text: (days: string) => string];
  readonly questions: readonly string[];
};

/** English is the locale that the rest is translated from. */
const locales: Readonly<Record<string, Words>> = {
  en: {
    plans: ['Prices', (price) => `The plan costs ${price} a month.`],
    refunds: ['Refunds', (days) => `A refund is possible within ${days} days of the purchase.`],
    exceptions: ['Refund exceptions', (days) => `After ${days} days a refund needs a manager.`],
    questions: ['What does the plan cost a month?', 'How many days for a refund?'],
  },
  de: {
    plans: ['Preise', (price) => `Der Tarif kostet ${price} im Monat.`],
    refunds: ['Erstattung', (days) => `Eine Erstattung ist ${days} Tage nach dem Kauf möglich.`],
    exceptions: ['Ausnahmen', (days) => `Nach ${days} Tagen braucht eine Erstattung die Leitung.`],
    questions: ['Was kostet der Tarif im Monat?', 'Wie viele Tage habe ich für eine Erstattung?'],
  },
  fr: {
    plans: ['Tarifs', (price) => `Le forfait coûte ${price} par mois.`],
    refunds: ['Remboursement', (days) => `Un remboursement est possible ${days} jours après.`],
    exceptions: ['Exceptions', (days) => `Après ${days} jours, un remboursement demande accord.`],
    questions: ['Combien coûte le forfait par mois ?', 'Quels jours pour un remboursement ?'],
  },
  es: {
    plans: ['Precios', (price) => `El plan cuesta ${price} al mes.`],
    refunds: ['Reembolsos', (days) => `El reembolso es posible hasta ${days} días después.`],
    exceptions: ['Excepciones', (days) => `Tras ${days} días el reembolso necesita permiso.`],
    questions: ['¿Cuánto cuesta el plan al mes?', '¿Cuántos días hay para un reembolso?'],
  },
  'pt-BR': {
    plans: ['Preços', (price) => `O plano custa ${price} por mês.`],
    refunds: ['Reembolso', (days) => `O reembolso é possível até ${days} dias após a compra.`],
    exceptions: ['Exceções', (days) => `Após ${days} dias o reembolso precisa de aprovação.`],
    questions: ['Quanto custa o plano por mês?', 'Quantos dias tenho para o reembolso?'],
  },
};

/** Locale and question; Italian has no articles, and says in it what English ones have words of. */
export const askedIn: readonly (readonly [language: string, question: string])[] = [
  ...Object.entries(locales).flatMap(([language, { questions }]) =>
    questions.map((question) => [language, question] as const),
  ),
  ['it', 'Quanto costa il plan al mese?'],
  ['it', 'Come funziona un refund?'],
  // Whoever mixes languages gets one locale all the same.
  ['de', 'What does the plan cost, der Tarif im Monat?'],
];

/** Articles of both brands in five locales, of each topic; the exceptions are internal. */
export const brandArticles: readonly Article[] = brandNames.flatMap((source) =>
  Object.entries(locales).flatMap(([language, words]) => {
    const { price, refundDays } = brands[source];
    const about = (
      topic: 'plans' | 'refunds' | 'exceptions',
      audience: Article['audience'],
      number: string,
    ): Article => {
      const [title, text] = words[topic];
      return {
        // The same ids in both brands, as two folders made alike have them.
        ...{ id: language === 'en' ? topic : `${topic}-${language}`, source, title, language },
        ...{ url: `https://${source}.example/${language}/${topic}`, audience },
        markdown: `# ${title}\n\n${text(number)}`,
        ...(language === 'en' ? {} : { translationOf: topic }),
      };
    };
    return [
      about('plans', 'public', price),
      about('refunds', 'public', refundDays),
      about('exceptions', 'internal', refundDays),
    ];
  }),
);

/** One of the ways in which a conversation shows its brand. */
export const brandRules: readonly KnowledgeRule[] = brandNames.flatMap((brand) => {
  const sources = [brand];
  return [
    { by: 'attribute', name: 'Brand', values: [brand], sources },
    { by: 'team', teams: [`team-${brand}`], sources },
    { by: 'address', addresses: [`@${brand}.example`], sources },
    { by: 'host', hosts: [`${brand}.example`], sources },
  ] satisfies KnowledgeRule[];
});

const unknown: ScopeFacts = {
  assignment: { teammateId: '7', teamId: null },
  ...{ customAttributes: {}, writtenTo: [], pageUrl: null },
};
export const brandShows = (brand: BrandName): readonly ScopeFacts[] => [
  { ...unknown, customAttributes: { Brand: brand } },
  { ...unknown, assignment: { teammateId: null, teamId: `team-${brand}` } },
  { ...unknown, writtenTo: [`help@${brand}.example`] },
  { ...unknown, pageUrl: `https://app.${brand}.example/billing` },
];
export const brandUnknown = unknown;
