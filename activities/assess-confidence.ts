import { type Step, ending } from '../domain/assist.ts';
import { confidenceOf, makerOf } from '../domain/confidence.ts';
import { evidenceOf } from '../domain/evidence.ts';
import { nearOf } from '../domain/near.ts';
import { quiet } from '../domain/outcome.ts';
import type { RunRef } from '../domain/session.ts';
import { thresholdOf } from '../domain/threshold.ts';
import type { ActivityPorts } from './ports.ts';
import { loadRun } from './reading.ts';
import { cancellation } from './running.ts';

/** Works out from evidence, never from the model's own word, how far the draft can be trusted. */
export const assessConfidence =
  (ports: ActivityPorts) =>
  async (input: { run: RunRef; draftId: string }): Promise<Step<{ confidence: number }>> => {
    const { run, draftId } = input;
    const { settings, texts } = await loadRun(ports, run, [
      'classification',
      'retrieved',
      'answers',
      'draft',
      'proof',
      'language',
    ]);
    const { classification, retrieved, answers = [], draft: kept, language = 'en' } = texts;
    if (!classification || !retrieved || kept?.id !== draftId) {
      throw new Error('The draft of this run is not kept any more');
    }
    const { questions } = classification;
    const { draft, model } = kept;
    const support = texts.proof?.score ?? null;
    const near = await nearOf(questions, draft, ports.textVectors, cancellation());
    const evidence = evidenceOf({ questions, retrieved, answers, draft, support, near, language });
    const confidence = confidenceOf(makerOf(model), evidence);
    await ports.sessions.keep(run, { evidence, confidence }, { confidence });
    return confidence < thresholdOf(settings, makerOf(model))
      ? ending(quiet('low_confidence'))
      : { kind: 'proceed', confidence };
  };
