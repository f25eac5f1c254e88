import { z } from 'zod';

/** As much of a JSON schema as tells the names in it. */
type Shape = {
  readonly properties?: Readonly<Record<string, Shape>> | undefined;
  readonly items?: Shape | undefined;
  readonly anyOf?: readonly Shape[] | undefined;
  readonly oneOf?: readonly Shape[] | undefined;
};
const shape: z.ZodType<Shape> = z.lazy(() =>
  z.object({
    properties: z.record(z.string(), shape).optional(),
    items: shape.optional(),
    anyOf: z.array(shape).optional(),
    oneOf: z.array(shape).optional(),
  }),
);

function namesIn(part: Shape, path: string): string[] {
  const { properties, items, anyOf = [], oneOf = [] } = part;
  const below = [
    ...Object.entries(properties ?? {}).flatMap(([name, inner]) =>
      namesIn(inner, path === '' ? name : `${path}.${name}`),
    ),
    ...(items ? namesIn(items, `${path}[]`) : []),
    ...[...anyOf, ...oneOf].flatMap((inner) => namesIn(inner, path)),
  ];
  return below.length > 0 ? below : [path];
}

/**
 * Every setting that a schema has, as a dotted name; `topics[].name` is a field of the members of a
 * list, and a list of words is a setting itself.
 */
export function settingLeaves(schema: z.ZodType): readonly string[] {
  const whole = shape.parse(z.toJSONSchema(schema, { io: 'input' }));
  const names = namesIn(whole, '').map((name) => name.replace(/\[\]$/, ''));
  // Alternatives of one member repeat the fields that they share; null is one without any.
  return [...new Set(names)].filter(
    (name) => !names.some((other) => other.startsWith(`${name}[`) || other.startsWith(`${name}.`)),
  );
}
