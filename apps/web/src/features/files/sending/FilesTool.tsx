import { Mic } from 'lucide-react';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { isTouchScreen } from '../../../lib/touch.ts';
import { t } from '../../../lib/words.ts';
import type { ComposerToolProps } from '../../../registry/composer-tool.ts';
import { useClient, useClientState } from '../../../session/client.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
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

function Tool({ chatId, place, written }: ComposerToolProps) {
  const client = useClient();
  useEffect(() => {
    // Where nothing can be kept, nothing was left.
    restoreTray(client, chatId).catch(() => undefined);
  }, [client, chatId]);
  return (
    <>
      {place === null && <AttachButton chatId={chatId} />}
      {place && (
        <>
          <VoiceTool
            chatId={chatId}
            place={place}
            onSent={() => written.current?.sent()}
            renderBegin={(begin) =>
              isCramped() ? (
                <AttachButton chatId={chatId} onVoice={begin} />
              ) : (
                <>
                  <AttachButton chatId={chatId} />
                  <IconButton size="s" icon={Mic} label={t`Record a voice message`} onClick={begin} />
                </>
              )
            }
          />
          {createPortal(<LongText chatId={chatId} />, place)}
          {createPortal(<FileTray chatId={chatId} />, place)}
          <DropVeil chatId={chatId} place={place} />
        </>
      )}
    </>
  );
}

/** As many buttons as fingers hit do not stand in one row. */
function isCramped(): boolean {
  return isTouchScreen() && window.matchMedia('(max-width: 374px)').matches;
}
