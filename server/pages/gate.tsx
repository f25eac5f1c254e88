import { Bar, Section, numberText } from './parts.tsx';

type GateProps = {
  confidence: number | null;
  /** Null where the settings of that time are no longer there. */
  threshold: number | null;
  evidence: object | null;
};

/** Why the draft was, or was not, certain enough. */
export const Gate = ({ confidence, threshold, evidence }: GateProps) => (
  <Section title="Confidence">
    {confidence === null ? null : (
      <>
        <p class="figure">
          {numberText(confidence)} <small>{comparison(confidence, threshold)}</small>
        </p>
        <Bar share={confidence} threshold={threshold} />
      </>
    )}
    {evidence === null ? null : <Features evidence={evidence} />}
  </Section>
);

function comparison(confidence: number, threshold: number | null): string {
  if (threshold === null) return '';
  const side = confidence >= threshold ? 'reaches' : 'is below';
  return `${side} the threshold of ${numberText(threshold)}`;
}

const Features = ({ evidence }: { evidence: object }) => (
  <table class="features">
    <tbody>
      {Object.entries(evidence).map(([name, value]: [string, unknown]) => (
        <tr key={name}>
          <th scope="row">{words(name)}</th>
          <td>{valueText(value)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** `questionCoverage` → `question coverage`. */
const words = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();

function valueText(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return numberText(value);
    case 'boolean':
      return value ? 'yes' : 'no';
    case 'string':
      return value;
    default:
      return Array.isArray(value) ? value.map(valueText).join(', ') : '–';
  }
}
