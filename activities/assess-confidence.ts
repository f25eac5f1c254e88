import { type Step, ending } from '../domain/assist.ts';
import { confidenceOf } from '../domain/confidence.ts';
import { evidenceOf } from '../domain/evidence.ts';
import { quiet } from '../domain/outcome.ts';
import type { RunRef } from '../domain/session.ts';
import type { ActivityPorts } from './ports.ts';
import { loadRun } from './reading.ts';

/** Works out from evidence, never from the model's own word, how far the draft can be trusted. */
export const assessConfidence =
  (ports: ActivityPorts) =>
  async (input: { run: RunRef; draftId: string }): Promise<Step<{ confidence: number }>> => {
    const { run, draftId } = input;
    const { settings, texts } = await loadRun(ports, run, [
      'classification',
      'retrieved',
      'draft',
      'language',
    ]);
    const { classification, retrieved, draft, language } = texts;
    if (!classification || !retrieved || draft?.id !== draftId) {
      throw new Error('The draft of this run is not kept any more');
    }
    const evidence = evidenceOf({
      questions: classification.questions,
      retrieval: { passages: retrieved },
      draft: draft.draft,
      passages: retrieved.map(({ passage }) => passage),
      language: language ?? 'en',
    });
    const confidence = confidenceOf(evidence);
    await ports.sessions.keep(run, { evidence, confidence }, { confidence });
    return confidence < settings.confidenceThreshold
      ? ending(quiet('low_confidence'))
      : { kind: 'proceed', confidence };
  };
