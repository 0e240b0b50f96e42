import type { PersonActionProps } from '../../registry/web-feature.ts';
import { RestrictDialog } from './RestrictDialog.tsx';

/** From the list of people. */
export function RestrictPerson({ person, onClose, onDone }: PersonActionProps) {
  return <RestrictDialog userId={person.id} name={person.displayName} onClose={onClose} onDone={onDone} />;
}
