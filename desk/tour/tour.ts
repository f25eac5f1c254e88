import { setTimeout as pause } from 'node:timers/promises';
import type { DeskMoves } from '../moves.ts';
import { type Counts, countAll } from '../view/counts.ts';
import { type Scene, scenes } from './scenes.ts';
import { type TourPorts, createStage } from './stage.ts';

/** A scene on the page. */
export type SceneView = Pick<Scene, 'title' | 'sentence'> & {
  readonly state: 'next' | 'playing' | 'played' | 'stuck';
};

export type TourView = {
  readonly scenes: readonly SceneView[];
  readonly isPlaying: boolean;
  /** What ended it before its end. */
  readonly problem: string | null;
  /** Where the scene plays: what the page shows unless somebody looks elsewhere. */
  readonly conversationId: string | null;
  /** Of the tour's own conversations. */
  readonly counts: Counts;
  readonly seconds: number;
};

export type Tour = {
  /** Does nothing while it plays. */
  start(): void;
  view(): Promise<TourView | null>;
  stop(): void;
};

/** A killed worker starts again within some 15 s, and its step is repeated after ten more. */
const patienceMs = 60_000;
/** Until the next scene, so that one can read what came of it. */
const lookMs = 2_500;

/** Plays the scenes one after the other, each until every message has its outcome. */
export function createTour(ports: TourPorts, moves: DeskMoves): Tour {
  let states: SceneView['state'][] = [];
  let ids: string[] = [];
  let startedAt = 0;
  let endedAt: number | null = null;
  let playing: AbortController | null = null;
  let problem: string | null = null;

  async function playAll(signal: AbortSignal): Promise<void> {
    for (const [index, scene] of scenes.entries()) {
      states[index] = 'playing';
      const stage = createStage(ports, moves, (id) => ids.push(id), signal);
      await scene.play(stage);
      states[index] = (await stage.settled(patienceMs)) ? 'played' : 'stuck';
      if (index < scenes.length - 1) await pause(lookMs, undefined, { signal });
    }
  }

  return {
    start() {
      if (playing !== null) return;
      states = scenes.map(() => 'next');
      ids = [];
      startedAt = performance.now();
      endedAt = null;
      problem = null;
      const controller = new AbortController();
      playing = controller;
      void playAll(controller.signal)
        .catch((error: unknown) => {
          // A store that is away or the end of the demo: what was not played shows as stuck.
          problem = error instanceof Error ? error.message : String(error);
          states = states.map((state) => (state === 'played' ? state : 'stuck'));
        })
        .finally(() => {
          endedAt = performance.now();
          playing = null;
        });
    },
    async view() {
      if (states.length === 0) return null;
      const { appId, sessions, simulator } = ports;
      const own = await Promise.all(
        ids.map((conversationId) => sessions.ofConversation({ appId, conversationId })),
      );
      return {
        scenes: scenes.map(({ title, sentence }, index) => ({
          ...{ title, sentence, state: states[index] ?? 'next' },
        })),
        ...{ isPlaying: playing !== null, problem },
        conversationId: ids.at(-1) ?? null,
        counts: countAll(simulator, appId, own.flat(), new Set(ids)),
        seconds: Math.round(((endedAt ?? performance.now()) - startedAt) / 1_000),
      };
    },
    stop: () => playing?.abort(),
  };
}
