import type { LateFeature } from '../../registry/web-feature.ts';
import { followTrail } from './follow-trail.ts';

export const jump: LateFeature = { name: 'jump', start: followTrail };
