import type { Token } from './tokens.ts';

/** Words and signs of one unit a line, in the languages that support is given in. */
const lines = `
  % percent prozent porciento pourcent percento procent
  $ usd dollar dollars dolar dolares
  € eur euro euros
  £ gbp pound pounds
  ¥ jpy yen
  second seconds sec secs sekunde sekunden segundo segundos seconde secondes secondo secondi seconden
  minute minutes min mins minuten minuto minutos minuti minuut
  hour hours hr hrs h stunde stunden hora horas heure heures ora ore uur
  day days tag tage tagen dia dias jour jours giorno giorni dag dagen
  week weeks woche wochen semana semanas semaine semaines settimana settimane weken
  month months monat monate monaten mes meses mois mese mesi maand maanden
  year years jahr jahre jahren ano anos an ans annee annees anno anni jaar
  kb kilobyte kilobytes
  mb megabyte megabytes
  gb gigabyte gigabytes
  tb terabyte terabytes
  mm millimeter millimeters
  cm centimeter centimeters
  m meter meters metre metres
  km kilometer kilometers kilometre kilometres
  inch inches
  foot feet ft
  mile miles
  kg kilogram kilograms kilo kilos
  g gram grams
  lb lbs
  pixel pixels px
  am
  pm
  hundred
  thousand tausend mil mille duizend
  million millions millionen millones milioni miljoen
  billion billions milliarden
`;

const units: ReadonlyMap<string, string> = new Map(
  lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const names = line.trim().split(/\s+/);
      return names.map((name) => [name, names[0] ?? name] as const);
    }),
);

export const unitOf = ({ norm }: Token): string | null => units.get(norm) ?? null;

/** Units that stand beside a number: right before it as a sign, or within a few words after it. */
export function unitsBeside(tokens: readonly Token[], at: number, reach: number): string[] {
  const before = tokens[at - 1];
  const sign = before?.kind === 'sign' ? unitOf(before) : null;
  const after = tokens.slice(at + 1, at + 1 + reach).flatMap((one) => unitOf(one) ?? []);
  return [...(sign === null ? [] : [sign]), ...after];
}
