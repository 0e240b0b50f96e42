import type { PlaceSettingsAnswer } from '@confab/protocol';
import { t } from '../../../lib/words.ts';
import { useClientState } from '../../../session/client.ts';
import { PlacePicture } from '../../faces/index.ts';
import { isLocked, LockedNote } from '../../../ui/LockedNote.tsx';
import { Setting } from './Setting.tsx';

/** Where people log in, and on the page that they start from. */
export function PictureSetting({ answer }: { answer: PlaceSettingsAnswer }) {
  const canHave = useClientState(({ features }) => features.includes('place-picture'));
  if (!canHave) return null;
  return (
    <Setting title={t`Picture`} note={t`What people see where they log in. Without one it’s the sign of Confab.`}>
      <PlacePicture isLocked={isLocked(answer, 'picture')} />
      <LockedNote answer={answer} name="picture" />
    </Setting>
  );
}
