import type { Feature } from '../feature.ts';

export { rebuildMentions } from './rebuild-mentions.ts';
export { createMentionReader, type MentionContext, type ReadMentions } from './read-mentions.ts';

/** People and groups whom a text names: found with every send and edit, counted as unread messages are (D33). */
export function mentions(): Feature {
  return { name: 'mentions', offers: ['mentions'] };
}
