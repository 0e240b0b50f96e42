import type { WebFeature } from '../../registry/web-feature.ts';
import { Reactions } from './Reactions.tsx';

export const reactions: WebFeature = {
  name: 'reactions',
  messageParts: [{ name: 'reactions', order: 10, isFor: (message) => message.reactions.length > 0, Part: Reactions }],
};
