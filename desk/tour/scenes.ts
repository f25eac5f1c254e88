import type { SceneStage } from './stage.ts';

/** One thing that the tour shows. */
export type Scene = {
  readonly title: string;
  /** What to look at. */
  readonly sentence: string;
  play(stage: SceneStage): Promise<void>;
};

/** Six things that a team has to be able to rely on, in about 90 seconds. */
export const scenes: readonly Scene[] = [
  {
    title: 'A question',
    sentence: 'The help center answers it: a ready draft stands in the thread as an internal note.',
    async play(stage) {
      await stage.ask(
        'My phone broke and now I cannot get the six digits that the app asks for. What do I do?',
      );
    },
  },
  {
    title: 'A customer who keeps typing',
    sentence: 'Three messages in a row get one note, for all three.',
    async play(stage) {
      await stage.ask('Hi, I have a question');
      await stage.pause(1_200);
      await stage.write('it is about our data');
      await stage.pause(1_200);
      await stage.write('How do I export my time entries?');
    },
  },
  {
    title: 'A teammate who is faster',
    sentence: 'Jane answers first, so Sidenote stays quiet and says why.',
    async play(stage) {
      await stage.ask('Which credit cards do you accept, and can we use SEPA direct debit?');
      await stage.pause(2_000);
      await stage.answer('All major cards, and SEPA direct debit on yearly plans.');
    },
  },
  {
    title: 'A topic that is left to people',
    sentence: 'Lawyers are on the list of excluded topics: no draft, and the reason stands here.',
    async play(stage) {
      await stage.ask(
        'My attorney will be in touch unless you fix this. What is your postal address?',
      );
    },
  },
  {
    title: "Intercom's answer gets lost",
    sentence: 'The note was taken, the answer was not heard: Sidenote looks before it posts again.',
    async play(stage) {
      stage.loseAnswer();
      await stage.ask('Where can I download the PDF for last month so that accounting has it?');
    },
  },
  {
    title: 'kill -9 in the middle, and the webhook five times',
    sentence: 'The worker dies while it decides. Another one goes on where it stopped: one note.',
    async play(stage) {
      await stage.ask(
        'I get error 429 from your REST endpoint. How many requests per minute are allowed?',
      );
      await stage.redeliver(5);
      await stage.pause(3_000);
      stage.kill();
    },
  },
];
