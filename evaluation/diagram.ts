import { reliabilityOf, ece } from './calibration.ts';
import type { Diagram } from './measure-confidence.ts';

const side = 240;
const left = 44;
const top = 40;
const across = (share: number): string => (left + share * side).toFixed(1);
const up = (share: number): string => (top + (1 - share) * side).toFixed(1);
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * A reliability diagram as SVG: a dot a bin, where it should lie on the line from corner to corner;
 * the larger, the more rows. Made of numbers and a title, so that it is the same for the same rows.
 */
export function diagramOf({ title, scored }: Diagram): string {
  const bins = reliabilityOf(scored);
  const most = Math.max(1, ...bins.map(({ n }) => n));
  const dots = bins.map(
    ({ said, was, n }) =>
      `<circle cx="${across(said)}" cy="${up(was)}" r="${(3 + 7 * Math.sqrt(n / most)).toFixed(1)}" fill="#2563eb" fill-opacity="0.75"/>` +
      `<text x="${across(said)}" y="${(Number(up(was)) - 12).toFixed(1)}" text-anchor="middle" fill="#475569">${n}</text>`,
  );
  const ticks = [0, 0.5, 1].flatMap((at) => [
    `<text x="${across(at)}" y="${top + side + 16}" text-anchor="middle">${at}</text>`,
    `<text x="${left - 8}" y="${(Number(up(at)) + 4).toFixed(1)}" text-anchor="end">${at}</text>`,
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="330" viewBox="0 0 320 330" font-family="sans-serif" font-size="11" fill="#0f172a">`,
    `<rect width="320" height="330" fill="#ffffff"/>`,
    `<text x="${left}" y="20" font-size="13">${escaped(title)}</text>`,
    `<text x="${left}" y="34" fill="#475569">n ${scored.length}, calibration error ${(ece(scored) ?? 0).toFixed(3)}</text>`,
    `<rect x="${left}" y="${top}" width="${side}" height="${side}" fill="none" stroke="#cbd5e1"/>`,
    `<line x1="${across(0)}" y1="${up(0)}" x2="${across(1)}" y2="${up(1)}" stroke="#94a3b8" stroke-dasharray="4 4"/>`,
    ...ticks,
    ...dots,
    `<text x="${across(0.5)}" y="${top + side + 32}" text-anchor="middle">said</text>`,
    `<text x="14" y="${up(0.5)}" text-anchor="middle" transform="rotate(-90 14 ${up(0.5)})">was</text>`,
    '</svg>\n',
  ].join('\n');
}
