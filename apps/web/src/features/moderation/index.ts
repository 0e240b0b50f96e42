import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';

export { OrderNote } from './OrderNote.tsx';
export { WarningLayer } from './WarningLayer.tsx';

export const GroupOrder = lazySurface(async () => (await import('./GroupOrder.tsx')).GroupOrder, PaneFailure);
