import type { IntercomClient } from '../../intercom/client.ts';
import type { HealthCheck } from '../../server/ports.ts';
import { attempt, ok, warning } from './check.ts';

const name = 'help center';

/** A help center is there; whether it has been imported is told by the number of articles here. */
export async function checkHelpCenter(
  client: IntercomClient,
  importedArticles: number | null,
  signal: AbortSignal,
): Promise<readonly HealthCheck[]> {
  const found = await attempt(client.helpCenters(signal));
  const importIt = 'Import knowledge: npx sidenote kb import --intercom (or a folder of Markdown).';
  const knowledge =
    importedArticles === null
      ? []
      : [
          importedArticles === 0
            ? warning('knowledge', 'No article is imported yet, so every draft fails.', importIt)
            : ok('knowledge', `${importedArticles} articles are imported.`),
        ];
  if ('failure' in found) {
    const sentence = `The help centers cannot be read: ${found.failure.message}.`;
    return [
      warning(name, sentence, 'Import knowledge from files instead: kb import FOLDER.'),
      ...knowledge,
    ];
  }
  const [first] = found.value;
  return [
    first === undefined
      ? warning(
          name,
          'The workspace has no help center.',
          'Import knowledge from files: kb import FOLDER.',
        )
      : ok(name, `Found ${found.value.map(({ url, id }) => url ?? id).join(', ')}.`),
    ...knowledge,
  ];
}
