import type { ChatState } from '@confab/client';
import { Ban } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../lib/words.ts';
import { useClient, useDirectPeer } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { unblock } from './block.ts';
import { BlockDialog } from './BlockDialog.tsx';
import { useIsBlocked } from './is-blocked.ts';

/** In the details of a chat with one other person. */
export function BlockSection({ chat }: { chat: ChatState }) {
  const peer = useDirectPeer(chat);
  return peer !== null && <Choice userId={peer} />;
}

function Choice({ userId }: { userId: string }) {
  const client = useClient();
  const isBlocked = useIsBlocked(userId);
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="mt-auto px-4.5 pt-4 pb-safe-4">
      <Button
        look={isBlocked ? 'quiet' : 'danger-quiet'}
        className="w-full"
        onClick={() => (isBlocked ? unblock(client, userId) : setAsking(true))}
      >
        <Ban className="size-4" strokeWidth={1.9} aria-hidden="true" />
        {isBlocked ? t`Unblock` : t`Block…`}
      </Button>
      {isAsking && <BlockDialog userId={userId} onClose={() => setAsking(false)} />}
    </div>
  );
}
