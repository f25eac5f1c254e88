import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chaosSection } from './chaos-section.ts';
import { faultFiles } from './fault-files.ts';
import { reliabilityPage } from './page.ts';
import { readResults } from './results.ts';

// Runs every test that is named by a fault and writes docs/reliability.md: npm run reliability
const folder = await mkdtemp(join(tmpdir(), 'sidenote-reliability-'));
try {
  const reportFile = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const status = await vitest(['run', ...(await faultFiles()), ...reporters]);
  const run = await readResults(reportFile);
  if (run.broken.length > 0) throw new Error(`Could not be run: ${run.broken.join(', ')}`);
  const day = new Date().toISOString().slice(0, 10);
  const where = `${day}, Node ${process.versions.node}, ${availableParallelism()} cores`;
  await writeFile('docs/reliability.md', reliabilityPage(run, await chaosSection(), where));
  console.log(`docs/reliability.md: ${run.results.length} tests`);
  process.exitCode = status;
} finally {
  await rm(folder, { recursive: true, force: true });
}

function vitest(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
