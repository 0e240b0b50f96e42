import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import type { ComposerToolProps } from '../../../registry/composer-tool.ts';
import { useClient, useClientState } from '../../../session/client.ts';
import { AttachButton } from './AttachButton.tsx';
import { DropVeil } from './DropVeil.tsx';
import { FileTray } from './FileTray.tsx';
import { LongText } from './LongText.tsx';
import { restoreTray } from './tray.ts';
import { VoiceTool } from './voice/VoiceTool.tsx';

/** All that sends files from a composer. */
export function FilesTool(props: ComposerToolProps) {
  const takesFiles = useClientState(({ features }) => features.includes('files'));
  return takesFiles && <Tool {...props} />;
}

function Tool({ chatId, place }: ComposerToolProps) {
  const client = useClient();
  useEffect(() => {
    // Where nothing can be kept, nothing was left.
    restoreTray(client, chatId).catch(() => undefined);
  }, [client, chatId]);
  return (
    <>
      <AttachButton chatId={chatId} />
      {place && (
        <>
          <VoiceTool chatId={chatId} place={place} />
          {createPortal(<LongText chatId={chatId} />, place)}
          {createPortal(<FileTray chatId={chatId} />, place)}
          <DropVeil chatId={chatId} place={place} />
        </>
      )}
    </>
  );
}
