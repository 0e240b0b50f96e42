import type { LateFeature } from '../../registry/web-feature.ts';
import { groupWords } from './group-words.ts';

/** The server's words are nearly the same: a first look does without ours. */
export const groups: LateFeature = { name: 'groups', systemWords: groupWords };
