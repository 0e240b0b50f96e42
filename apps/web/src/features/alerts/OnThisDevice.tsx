import { kindFeature } from '@confab/protocol/documents';
import { useClientState } from '../../session/client.ts';
import { Devices } from './Devices.tsx';
import { HiddenParts } from './HiddenParts.tsx';
import { PermissionRow } from './PermissionRow.tsx';
import { SoundRow } from './SoundRow.tsx';

/** What browsers do when a message comes. What is worth it, one's wishes say, for all devices. */
export function OnThisDevice() {
  const keepsWishes = useClientState(({ features }) => features.includes(kindFeature('notifications')));
  const pushes = useClientState(({ features }) => features.includes('push'));
  return (
    <div className="grid gap-4">
      <PermissionRow />
      {pushes && <Devices />}
      {keepsWishes && (
        <div>
          <HiddenParts />
          <SoundRow />
        </div>
      )}
    </div>
  );
}
