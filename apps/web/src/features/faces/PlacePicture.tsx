import { getPlace } from '@confab/protocol/place/paths';
import { removePlacePicture, setPlacePicture } from '@confab/protocol/pictures/paths';
import type { NewPicture } from '@confab/protocol';
import { useCallback } from 'react';
import { useAnswer } from '../../lib/use-answer.ts';
import { useClient } from '../../session/client.ts';
import { PageNote } from '../../ui/PageNote.tsx';
import { PlaceMark } from '../../ui/PlaceMark.tsx';
import { ChangePicture } from './ChangePicture.tsx';

type PlacePictureProps = {
  /** The environment of the server says it: it is shown, and nothing changes it here. */
  isLocked: boolean;
};

/** The picture of the place, with what changes it at once. */
export function PlacePicture({ isLocked }: PlacePictureProps) {
  const { rest } = useClient();
  const { value, error, reload } = useAnswer(
    useCallback((signal: AbortSignal) => rest.call(getPlace, {}, { signal }), [rest]),
  );
  async function show(picture: NewPicture | null): Promise<void> {
    if (picture === null) await rest.call(removePlacePicture);
    else await rest.call(setPlacePicture, { body: picture });
    reload();
  }
  return (
    <>
      <PageNote error={error} onRetry={reload} />
      {value === null ? (
        <span className="skeleton block size-14 rounded-avatar" />
      ) : isLocked ? (
        <PlaceMark picture={value.picture} className="size-14" />
      ) : (
        <ChangePicture picture={value.picture ?? ''} show={show} className="flex flex-wrap items-center gap-4">
          <PlaceMark picture={value.picture} className="size-14" />
        </ChangePicture>
      )}
    </>
  );
}
