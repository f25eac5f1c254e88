import type { Suggestions } from '../suggestions.ts';
import type { SceneView, TourView } from '../tour/tour.ts';
import { ButtonForm } from './parts.tsx';

type Props = { readonly tour: TourView | null; readonly over: Suggestions['over'] };

/** The tour: what it plays, and what came of it at the end. */
export const TourPanel = ({ tour, over }: Props) => (
  <section class="tour" id="tour" data-live="" aria-label="Tour">
    {tour === null ? null : <Scenes tour={tour} />}
    {tour?.problem ? <p role="alert">The tour ended early: {tour.problem}</p> : null}
    {tour !== null && !tour.isPlaying ? <Result tour={tour} /> : null}
    {over === 'sample' ? (
      <ButtonForm action="/tour" kind="primary" disabled={tour?.isPlaying ?? false}>
        {buttonWords(tour)}
      </ButtonForm>
    ) : (
      <p class="hint">The tour asks about the sample articles: start the demo without --kb.</p>
    )}
  </section>
);

function buttonWords(tour: TourView | null): string {
  if (tour === null) return 'Play the tour (90 s)';
  return tour.isPlaying ? 'The tour is playing' : 'Play it again';
}

const Scenes = ({ tour }: { tour: TourView }) => {
  const playing = tour.scenes.find(({ state }) => state === 'playing');
  return (
    <>
      <ol class="scenes">
        {tour.scenes.map((scene) => (
          <li class={scene.state} key={scene.title}>
            {scene.title} <span class="hint">{stateWords[scene.state]}</span>
          </li>
        ))}
      </ol>
      <p role="status" class="scene-sentence" hidden={!playing}>
        {playing?.sentence ?? ''}
      </p>
    </>
  );
};

const stateWords: Readonly<Record<SceneView['state'], string>> = {
  next: 'to come',
  playing: 'playing',
  played: 'done',
  stuck: 'not finished in time',
};

const Result = ({ tour: { counts, seconds } }: { tour: TourView }) => (
  <dl class="tour-result">
    {resultRows(counts).map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
    <div>
      <dt>seconds</dt>
      <dd>{seconds}</dd>
    </div>
  </dl>
);

const resultRows = (counts: TourView['counts']): readonly (readonly [string, number])[] => [
  ['messages', counts.messages],
  ['notes', counts.notes],
  ...counts.quiet.map(([reason, count]) => [`quiet: ${reason}`, count] as const),
  ['duplicates', counts.duplicates],
  ['writes that a customer sees', counts.customerVisible],
];
