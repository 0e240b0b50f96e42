import type { WebFeature } from '../../registry/web-feature.ts';
import { followTheme } from './follow-theme.ts';

export const theme: WebFeature = { name: 'theme', start: followTheme };
