import type { WebFeature } from '../../registry/web-feature.ts';
import { SavedMark } from './SavedMark.tsx';

export const saved: WebFeature = {
  name: 'saved',
  messageParts: [{ name: 'saved', order: 4, isFor: ({ deletedAt }) => deletedAt === null, Part: SavedMark }],
};
