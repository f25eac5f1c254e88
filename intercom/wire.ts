import { z } from 'zod';
import { limits } from '../domain/limits.ts';

/**
 * How Intercom writes simple values. Versions and samples disagree about types, so ids are read
 * from strings and numbers, and what is missing, null or odd becomes null instead of an error.
 * Everything but a body has a bounded length.
 */

/**
 * Ids become parts of keys, of workflow ids and of addresses: no separator of ours, no dot at the
 * beginning, nothing that has to be escaped, and short.
 */
const idText = z
  .string()
  .max(limits.idCharacters)
  .regex(/^[\w@+=~-][\w.@+=~-]*$/);
const idNumber = z.int().min(0);

export const id = z.union([idText, idNumber]).transform(String);

/** Nobody is `null` up to 2.15 and `0` in 2.16; "0", "" and absent mean the same. */
export const optionalId = z
  .union([idText, idNumber])
  .nullish()
  .catch(null)
  .transform((value) => (value ? String(value) : null))
  .transform((value) => (value === '0' ? null : value));

export const text = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => value ?? '');

export const optionalText = text.transform((value) => (value === '' ? null : value));

/** A name, a mail address, a word of Intercom's: what is longer is nobody's real one, and cut. */
export const label = text.transform((value) => value.slice(0, limits.labelCharacters));
export const optionalLabel = label.transform((value) => (value === '' ? null : value));

export const flag = z
  .boolean()
  .nullish()
  .catch(null)
  .transform((value) => value ?? false);

export const count = z
  .number()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

/** Unix seconds, also as text, as whole milliseconds; up to the year 5138. */
export const time = z
  .union([z.number().min(0).max(99_999_999_999), z.string().regex(/^\d{1,11}$/)])
  .transform((seconds) => Math.trunc(Number(seconds)) * 1000);

/** A list that may be absent, whose unreadable members are left out; the last ones of a long one. */
export const listOf = <Member extends z.ZodType>(member: Member) =>
  z
    .array(z.unknown())
    .nullish()
    .catch([])
    .transform((values) =>
      (values ?? []).slice(-limits.listMembers).flatMap((value) => {
        const parsed = member.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    );

/**
 * A list that the answer is about: absent means that the answer is broken, and an empty one must
 * never be made up, since somebody deletes what a list no longer holds.
 */
export const completeListOf = <Member extends z.ZodType>(member: Member) => z.array(member);
