import type { DeskView } from '../view/desk-view.ts';
import { ButtonForm } from './parts.tsx';

/** The two ways to hurt it, and how it is. */
export const Trouble = ({ view: { worker, workerDeaths, losesAnswer } }: { view: DeskView }) => (
  <section class="trouble" id="trouble" data-live="" aria-label="Faults">
    <ButtonForm action="/kill" kind="danger" disabled={worker.kind !== 'working'}>
      Kill the worker now
    </ButtonForm>
    <ButtonForm action="/lose-answer" kind="danger" disabled={losesAnswer}>
      Lose Intercom’s answer
    </ButtonForm>
    <p role="status">
      {worker.kind === 'working' ? 'The worker is running.' : startingWords(worker.startsInMs)}
      {workerDeaths === 0
        ? ''
        : ` Killed ${workerDeaths === 1 ? 'once' : `${workerDeaths} times`}.`}
      {losesAnswer ? ' Intercom will take the next note, and its answer will not arrive.' : ''}
    </p>
  </section>
);

function startingWords(startsInMs: number): string {
  const seconds = Math.ceil(startsInMs / 1_000);
  return seconds > 0
    ? `The worker is dead; another one starts, back in about ${seconds} s.`
    : 'The worker is dead; another one starts, any moment now.';
}
