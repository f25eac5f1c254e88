import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runKnowledgeBench } from '../../app/bench/knowledge/run.ts';
import { knowledgeWords } from '../../cli/bench-knowledge-report.ts';
import { hostEnvironment } from '../../config/environment.ts';

it('a small bench of knowledge measures questions, memory, start and refresh', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sidenote-bench-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const report = await runKnowledgeBench({
    environment: { ...hostEnvironment(), SIDENOTE_EMBEDDINGS: 'none' },
    ...{ folder, data: null, sizes: [200], queries: 10, report: () => undefined },
  });
  const [size] = report.sizes;
  expect(size).toMatchObject({ size: 200, fused: null });
  expect(size?.words.latencyMs.p95).toBeGreaterThanOrEqual(size?.words.latencyMs.p50 ?? 0);
  expect(size?.words.bytes).toBeGreaterThan(200 * 100);
  expect(size?.serving.heldBytes).toBeGreaterThan(0);
  expect(size?.serving.startMs).toBeGreaterThan(0);
  expect(size?.serving.refreshMs).toBeGreaterThan(0);
  const words = knowledgeWords(report);
  expect(words).toContain('SIDENOTE_EMBEDDINGS is none');
  expect(words).not.toMatch(/NaN|undefined/);
}, 120_000);
