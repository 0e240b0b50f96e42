import { documentsFeature } from '@confab/protocol/documents';
import { useClientState } from '../../session/client.ts';
import { PermissionRow } from './PermissionRow.tsx';
import { SoundRow } from './SoundRow.tsx';

/** What this browser does when a message comes. What is worth it, one's rules say, for all devices. */
export function OnThisDevice() {
  const keepsSettings = useClientState(({ features }) => features.includes(documentsFeature));
  return (
    <div className="grid gap-4">
      <PermissionRow />
      {keepsSettings && <SoundRow />}
    </div>
  );
}
