import { z } from 'zod';

const wordSchema = z.string().trim().min(1).max(60);
const siteSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u, 'a domain, as example.org');

const listSchema = z.strictObject({
  /** Whole words, in any case and any script. */
  words: z.array(wordSchema).max(300).default([]),
  /** Domains that links lead to, those below them too. */
  sites: z.array(siteSchema).max(300).default([]),
});

/**
 * What may not be said as it is, of the place or of a group. `block` is refused, `hold` is sent once a moderator has looked at it,
 * `flag` is sent and told to the moderators.
 */
export const wordRulesSchema = z.strictObject({
  block: listSchema.prefault({}),
  hold: listSchema.prefault({}),
  flag: listSchema.prefault({}),
});
export type WordRules = z.infer<typeof wordRulesSchema>;

/** Of words and sites together, in characters. */
export const wordRulesMax = 64_000;
/** Groups in which one person has set rules. */
export const ruledGroupsMax = 100;

export const noWordRules: WordRules = {
  block: { words: [], sites: [] },
  hold: { words: [], sites: [] },
  flag: { words: [], sites: [] },
};
