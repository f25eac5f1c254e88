import { Section } from './parts.tsx';

/** The story in words, as `explain` tells it. */
export const Story = ({ sentences }: { sentences: readonly string[] }) => (
  <Section title="What happened">
    <ol class="story">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ol>
  </Section>
);
