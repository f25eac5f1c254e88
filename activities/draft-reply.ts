import { type Step, ending } from '../domain/assist.ts';
import { soundForTheRep } from '../domain/attack/for-the-rep.ts';
import { withoutOrders } from '../domain/attack/without-orders.ts';
import { contextOf } from '../domain/context.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { Draft, DraftAnswer, DraftRequest, ModelCall } from '../domain/language-model.ts';
import { quiet } from '../domain/outcome.ts';
import type { ProofRequest, StoredProof } from '../domain/proof/proof.ts';
import { restorable, withoutUnknown } from '../domain/restoring.ts';
import type { RunRef, StoredDraft } from '../domain/session.ts';
import type { Settings } from '../domain/settings.ts';
import { currentTurn, unseenIn } from '../domain/turn.ts';
import { visibleAttributes } from '../domain/visible-attributes.ts';
import { primaryLanguage } from '../domain/words.ts';
import { checkFreshness } from './check-freshness.ts';
import { instructionsFor } from './instructions.ts';
import type { ActivityPorts } from './ports.ts';
import { prove } from './prove.ts';
import { loadRun, readFresh } from './reading.ts';
import { keyOf } from './revision.ts';
import { spendingOf, withinBudget } from './spending.ts';
import { cancellation } from './running.ts';
import { standingNotes } from './standing-notes.ts';

/**
 * Writes the draft from the given public passages. Looks first whether it is still wanted, and
 * uses an earlier result for the same turn, passages, settings and model: nobody is paid twice.
 */
export const draftReply =
  (ports: ActivityPorts) =>
  async (input: {
    run: RunRef;
    revision: string;
    passageIds: readonly string[];
  }): Promise<Step<{ draftId: string }>> => {
    const { run, revision, passageIds } = input;
    const { settings, texts } = await loadRun(ports, run, [
      'classification',
      'language',
      'draft',
      'proof',
      'internal',
    ]);
    const { classification } = texts;
    if (!classification) throw new Error('The topic of this run is not kept any more');
    const fresh = await checkFreshness(ports, run, await readFresh(ports, run.message));
    if (fresh.kind === 'ended') return fresh.ending;

    const retriever = await ports.retriever(run.message.appId);
    const passages = (await retriever.passages(passageIds))
      .filter(({ audience }) => audience === 'public')
      .map(withoutOrders)
      .filter(({ text }) => text !== '');
    const request: DraftRequest = {
      questions: classification.questions,
      context: contextOf(texts.conversation),
      passages,
      channel: texts.conversation.channel,
      language: texts.language ?? 'en',
      instructions: await instructionsFor(ports, settings, {
        conversation: texts.conversation,
        language: texts.language ?? 'en',
        signal: cancellation(),
      }),
      unseen: unseenIn(texts.conversation),
      attributes: visibleAttributes(texts.conversation.customAttributes, settings.attributes),
      summaryIn: summaryFor(settings, texts.language ?? 'en'),
    };
    const key = keyOf(ports.model.name, revision, request);
    const earlier = texts.draft?.key === key ? texts.draft : null;
    const { calls, draft: counted } = spendingOf(ports, run, settings);
    const write = () =>
      draftAndProve(ports, request, calls, {
        ...{ passages, questions: request.questions, language: request.language },
        internal: (texts.internal ?? []).map(({ passage }) => passage),
        ...customerOf(texts.conversation, fresh.conversation),
      });
    const held = earlier
      ? { draft: earlier.draft, proof: texts.proof }
      : await withinBudget(counted(write));
    if (held === null) return ending(quiet('budget_exhausted'));
    if (held.proof) await ports.sessions.keep(run, { proof: held.proof });
    if (held.draft === null) return ending(quiet('not_helpful'));
    const written = withoutUnknown(held.draft, restorable(texts.conversation));
    if (written.blocks.length === 0 && held.draft.blocks.length > 0)
      return ending(quiet('not_helpful'));

    const notes = await standingNotes(ports, run, fresh.conversation, fresh.mode);
    const replaced = notes.at(-1) ?? null;
    if (replaced) {
      const before = await ports.sessions.find(replaced.message);
      const said = before?.runs[String(before.run)]?.draft?.draft;
      if (said && saysNothingNew(written, said)) return ending(quiet('already_suggested'));
    }
    const draft: StoredDraft = {
      id: keyOf(key, written),
      key,
      model: ports.model.name,
      draft: written,
      replaces: replaced?.referenceCode ?? null,
      knownNotes: notes.map(({ referenceCode }) => referenceCode),
    };
    await ports.sessions.keep(run, { draft });
    return { kind: 'proceed', draftId: draft.id };
  };

/** The draft without what its passages do not support; null: what is left does not answer. */
async function draftAndProve(
  ports: ActivityPorts,
  request: DraftRequest,
  spending: ModelCall['spending'],
  given: Omit<ProofRequest, 'draft' | 'vectors'>,
): Promise<{ draft: Draft | null; proof?: StoredProof }> {
  const answer: DraftAnswer = await ports.model.draft(request, {
    signal: cancellation(),
    textVectors: ports.textVectors,
    ...(spending === undefined ? {} : { spending }),
    complaintOf: async (draft) => (await prove(ports, given, draft)).complaint,
  });
  if (answer.kind === 'not_helpful') return { draft: null };
  const sound = soundForTheRep(answer.draft, {
    texts: [...given.customer, ...given.questions.map(({ text }) => text)],
    isSummaryWanted: typeof request.summaryIn === 'string',
    language: request.language,
  });
  const { draft, sentences, score } = await prove(ports, given, sound);
  return { draft, proof: { sentences, score } };
}

/** What the customer wrote in this turn, and the first name. */
/** Words as the draft has them, masked; the name as it is: it is compared here and kept nowhere. */
function customerOf(
  kept: Conversation,
  fresh: Conversation,
): Pick<ProofRequest, 'customer' | 'customerName'> {
  const [first] = currentTurn(fresh)?.newest.author.name?.trim().split(/\s+/) ?? [];
  return {
    customer: currentTurn(kept)?.messages.map(({ text }) => text) ?? [],
    customerName: first ?? null,
  };
}

const sentencesOf = (draft: Draft): string[] =>
  draft.blocks.flatMap((block) => block.sentences.map(({ text }) => text.trim()));

function saysNothingNew(draft: Draft, earlier: Draft): boolean {
  const said = new Set(sentencesOf(earlier));
  return sentencesOf(draft).every((sentence) => said.has(sentence));
}

/** The team's first language, if it does not speak the customer's. */
const summaryFor = ({ languages: { spoken } }: Settings, language: string): string | null =>
  spoken.some((one) => primaryLanguage(one) === primaryLanguage(language))
    ? null
    : (spoken[0] ?? null);
