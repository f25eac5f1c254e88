import type { Collection, Db } from 'mongodb';
import type { IntercomTrouble, ModelTrouble, Trouble } from '../domain/trouble.ts';

type TroubleDocument = Trouble & { readonly _id: string };

export type Troubles = {
  /** All that stand: of every model, and of these workspaces. */
  standing(appIds: readonly string[]): Promise<readonly Trouble[]>;
  model(
    of: { provider: string; model: string },
    trouble: ModelTrouble | null,
    nowMs: number,
  ): Promise<void>;
  /** Forgets the troubles of models that are not used any more. */
  keepModels(provider: string, models: readonly string[]): Promise<void>;
  intercom(
    of: { appId: string; trouble: IntercomTrouble },
    status: number | null,
    nowMs: number,
  ): Promise<void>;
};

/**
 * The collection `troubles`: what workers found out about the model's provider and Intercom, a
 * document each while it lasts. Null takes it back.
 */
export function createTroubles(db: Db): Troubles {
  const troubles: Collection<TroubleDocument> = db.collection('troubles');
  const keep = async (_id: string, facts: object, nowMs: number): Promise<void> => {
    await troubles.updateOne(
      { _id },
      { $set: { ...facts, lastAtMs: nowMs }, $setOnInsert: { sinceMs: nowMs } },
      { upsert: true },
    );
  };

  return {
    async standing(appIds) {
      const documents = await troubles
        .find({ $or: [{ service: 'model' }, { appId: { $in: [...appIds] } }] })
        .sort({ _id: 1 })
        .toArray();
      return documents.map(({ _id, ...trouble }) => trouble);
    },

    async model({ provider, model }, trouble, nowMs) {
      const _id = `model:${provider}/${model}`;
      if (trouble === null) await troubles.deleteOne({ _id });
      else await keep(_id, { service: 'model', provider, model, trouble }, nowMs);
    },

    async keepModels(provider, models) {
      const used = { provider, model: { $in: [...models] } };
      await troubles.deleteMany({ service: 'model', $nor: [used] });
    },

    async intercom({ appId, trouble }, status, nowMs) {
      const _id = `intercom:${appId}:${trouble}`;
      if (status === null) await troubles.deleteOne({ _id });
      else await keep(_id, { service: 'intercom', appId, trouble, status }, nowMs);
    },
  };
}
