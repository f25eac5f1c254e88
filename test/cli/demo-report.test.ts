import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { PlayedScript } from '../../app/play-script.ts';
import { reportJson, reportWords } from '../../cli/demo-report.ts';

const gap = { conversation: 'exports', message: 1, knownGap: 'Words are not meanings.' };
const played: PlayedScript = {
  imported: { sources: [], skipped: [] },
  ...{ results: [], differences: [], closedGaps: [gap] },
};

describe('the report of a played script', () => {
  it('tells of a known gap that no longer fails', () => {
    const line = 'No longer fails: exports, message 1 (Words are not meanings.)';
    expect(reportWords(played, 1).split('\n')).toContain(line);
    expect(reportWords({ ...played, closedGaps: [] }, 1)).not.toContain('No longer fails');
  });

  it('tells programs as well, and is right all the same', () => {
    const report = z.object({ ok: z.boolean(), closedGaps: z.array(z.unknown()) });
    const { ok, closedGaps } = report.parse(JSON.parse(reportJson(played)));
    expect(ok).toBe(true);
    expect(closedGaps).toEqual([gap]);
  });
});
