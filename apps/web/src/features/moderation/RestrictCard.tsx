import type { CardActionProps } from '../../registry/web-feature.ts';
import { useName } from '../../session/client.ts';
import { RestrictDialog } from './RestrictDialog.tsx';

/** From somebody's card. */
export function RestrictCard({ userId, onClose }: CardActionProps) {
  return <RestrictDialog userId={userId} name={useName(userId)} onClose={onClose} onDone={() => undefined} />;
}
