import type { WorkflowBundle } from '@temporalio/worker';
import { beforeAll, expect, inject } from 'vitest';
import { lastDecision } from '../../domain/session.ts';
import { bundleWorkflows } from '../../temporal/bundle.ts';
import { fetchHistories } from '../../temporal/histories.ts';
import { type ReplayVerdict, replayHistories } from '../../temporal/replay.ts';
import * as steps from '../../workflows/steps.ts';
import { faultTest } from '../support/fault.ts';
import {
  renamed,
  stepsIn,
  withStepTwice,
  withTimerFor,
  withoutStep,
} from '../support/mutated-histories.ts';
import { otherBuild } from '../support/other-build.ts';
import { startProductSandbox } from '../support/product-sandbox.ts';
import { recordedNames, recordedText, replayTexts } from '../support/recorded-histories.ts';
import { ended, eventually, open } from '../support/scenarios.ts';

let bundle: Awaited<ReturnType<typeof bundleWorkflows>>;

beforeAll(async () => {
  bundle = await bundleWorkflows();
});

const kindsOf = (verdicts: readonly ReplayVerdict[]) => verdicts.map(({ kind }) => kind);

/** A change that runs in flight may meet: how long a step may take is no decision. */
const patientBuild = () => ({ ...bundle, code: bundle.code.replaceAll("'45 s'", "'90 s'") });

/** For each step of all workflows a recorded run that takes it. */
const runWith = new Map(
  Object.keys(steps).map((step) => {
    const name = recordedNames.find((one) => stepsIn(recordedText(one)).includes(step));
    if (name === undefined) throw new Error(`No recorded run takes the step ${step}`);
    return [step, name];
  }),
);

faultTest(
  'F27',
  'new code that decides as before goes on with recorded runs of every step',
  'fits all',
  async ({ figure }) => {
    const patient = patientBuild();
    expect(patient.code).not.toBe(bundle.code);
    const names = [...new Set(runWith.values())];
    const verdicts = await replayTexts(patient, names.map(recordedText));
    expect(verdicts.filter(({ kind }) => kind !== 'ok')).toEqual([]);
    figure('histories', verdicts.length);
  },
);

faultTest(
  'F27',
  'a history that the code would not have made fails, whichever step differs',
  'differs, and the event is named',
  async ({ figure }) => {
    const changed = [...runWith].map(([step, name]) =>
      renamed(recordedText(name), step, `${step}Anew`),
    );
    const samples = { suggested: 'classifyTopic', sweep: 'reviewUpdated' };
    const mutated = Object.entries(samples).flatMap(([name, step]) =>
      [withoutStep, withStepTwice, withTimerFor].map((mutate) => mutate(recordedText(name), step)),
    );
    mutated.push(...changed);
    const verdicts = await replayTexts(bundle, mutated);
    expect(verdicts).toEqual(
      mutated.map(() => expect.objectContaining({ kind: 'differs', event: expect.any(String) })),
    );
    figure('changed histories', mutated.length);
  },
  120_000,
);

faultTest(
  'F27',
  'a run that is open tells before the rollout whether new code fits it',
  'compatible passes, incompatible is named; the run ends as begun',
  async ({ figure }) => {
    const sandbox = await startProductSandbox({
      ...{ temporalAddress: inject('temporalAddress'), mongodbUri: inject('mongodbUri') },
      settings: { confidenceThreshold: 0, waits: { firstEmailMs: 60_000 } },
      scale: 4,
    });
    try {
      const { product, taskQueue } = sandbox;
      const { message } = open(sandbox, { sourceType: 'email' });
      await eventually('the run', () => sandbox.stores.sessions.find(message));
      const asks = async (code: WorkflowBundle): Promise<ReplayVerdict[]> => {
        const verdicts: ReplayVerdict[] = [];
        const histories = fetchHistories(product.client, { kind: 'open', taskQueue });
        for await (const verdict of replayHistories(code, histories)) verdicts.push(verdict);
        return verdicts;
      };
      const begun = async () => kindsOf(await asks(otherBuild(bundle))).includes('differs');
      await eventually('its first read of the thread', begun);
      expect(kindsOf(await asks(patientBuild()))).toEqual(['ok']);
      const [verdict] = await asks(otherBuild(bundle));
      expect(verdict).toMatchObject({
        kind: 'differs',
        event: expect.stringContaining('ActivityTaskScheduled fetchThread'),
      });
      const session = await ended(sandbox, message);
      expect(lastDecision(session)?.outcome).toEqual({ kind: 'suggested' });
      figure('open runs', 1);
    } finally {
      await sandbox.stop();
    }
  },
  120_000,
);
