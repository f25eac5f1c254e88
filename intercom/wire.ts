import { z } from 'zod';

/**
 * How Intercom writes simple values. Versions and samples disagree about types, so ids are read
 * from strings and numbers, and what is missing, null or odd becomes null instead of an error.
 */

export const id = z.union([z.string().min(1), z.number()]).transform(String);

/** Nobody is `null` up to 2.15 and `0` in 2.16; "0", "" and absent mean the same. */
export const optionalId = z
  .union([z.string(), z.number()])
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

/** Unix seconds, also as text, as milliseconds. */
export const time = z
  .union([z.number(), z.string().regex(/^\d{1,12}$/)])
  .transform((seconds) => Number(seconds) * 1000);

/** A list that may be absent, whose unreadable members are left out. */
export const listOf = <Member extends z.ZodType>(member: Member) =>
  z
    .array(z.unknown())
    .nullish()
    .catch([])
    .transform((values) =>
      (values ?? []).flatMap((value) => {
        const parsed = member.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    );

/**
 * A list that the answer is about: absent means that the answer is broken, and an empty one must
 * never be made up, since somebody deletes what a list no longer holds.
 */
export const completeListOf = <Member extends z.ZodType>(member: Member) => z.array(member);
