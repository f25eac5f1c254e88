import { readFile } from 'node:fs/promises';
import pc from 'picocolors';
import { type DeliveryOptions, playDeliveryRows } from '../app/play-deliveries.ts';
import { reasonOf } from '../domain/outcome.ts';
import { parseDeliveries } from '../sandbox/deliveries/recorded-delivery.ts';
import { tellEither } from './json.ts';
import { table } from './table.ts';

/** Plays recorded webhooks and prints what each came to; false when one is not as it should be. */
export async function playDeliveries(
  file: string,
  options: DeliveryOptions,
  asJson: boolean | undefined,
): Promise<boolean> {
  const content = await readFile(file, 'utf8').catch(() => {
    throw new Error(`${file}: there is no such file.`);
  });
  const played = await playDeliveryRows(parseDeliveries(content), options);
  const rows = played.map(({ result, differences }) => ({
    name: result.name,
    status: result.status,
    outcome: result.outcome?.kind ?? null,
    reason: result.outcome ? reasonOf(result.outcome) : null,
    decisions: result.decisions,
    notes: result.notes,
    differences,
  }));
  tellEither(asJson, rows, () =>
    [
      table(
        ['delivery', 'status', 'outcome', 'reason', 'decided', 'notes', 'as wanted'],
        rows.map(({ name, status, outcome, reason, decisions, notes, differences }) => [
          name,
          String(status),
          outcome ?? '',
          reason ?? '',
          String(decisions),
          String(notes),
          differences.length === 0 ? 'yes' : pc.red(`no: ${differences.join('; ')}`),
        ]),
      ),
      '',
      `${rows.filter(({ differences }) => differences.length === 0).length} of ${rows.length} deliveries end as wanted`,
    ].join('\n'),
  );
  return rows.every(({ differences }) => differences.length === 0);
}
