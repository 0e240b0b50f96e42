import { getPlace } from '@confab/protocol/place/paths';
import { removePlacePicture, setPlacePicture } from '@confab/protocol/pictures/paths';
import type { NewPicture } from '@confab/protocol';
import { useCallback } from 'react';
import { useAnswer } from '../../../lib/use-answer.ts';
import { t } from '../../../lib/words.ts';
import { useClient, useClientState } from '../../../session/client.ts';
import { PageNote } from '../../../ui/PageNote.tsx';
import { PlaceMark } from '../../../ui/PlaceMark.tsx';
import { ChangePicture } from '../../faces/index.ts';
import { Setting } from './Setting.tsx';

/** Where people log in, and on the page that they start from. */
export function PictureSetting() {
  const { rest } = useClient();
  const canHave = useClientState(({ features }) => features.includes('place-picture'));
  const { value, error, reload } = useAnswer(
    useCallback((signal: AbortSignal) => rest.call(getPlace, {}, { signal }), [rest]),
  );
  if (!canHave) return null;
  async function show(picture: NewPicture | null): Promise<void> {
    if (picture === null) await rest.call(removePlacePicture);
    else await rest.call(setPlacePicture, { body: picture });
    reload();
  }
  return (
    <Setting title={t`Picture`} note={t`What people see where they log in. Without one it’s the sign of Confab.`}>
      <PageNote error={error} onRetry={reload} />
      {value === null ? (
        <span className="skeleton block size-14 rounded-avatar" />
      ) : (
        <ChangePicture picture={value.picture ?? ''} show={show} className="flex flex-wrap items-center gap-4">
          <PlaceMark picture={value.picture} className="size-14" />
        </ChangePicture>
      )}
    </Setting>
  );
}
