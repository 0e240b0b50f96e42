import { useEffect, useState } from 'react';
import { UnknownPane } from '../../ui/UnknownPane.tsx';
import { t } from '../../lib/words.ts';
import { useClient, useName } from '../../session/client.ts';
import { ConversationSkeleton } from './ConversationSkeleton.tsx';

type Removal = { userId: string; chatName: string | null };

/** A chat that is not mine (any more): whoever was removed reads by whom, and from what. */
export function GoneChat({ chatId }: { chatId: string }) {
  const client = useClient();
  const [removal, setRemoval] = useState<Removal | 'unknown' | null>(null);

  useEffect(() => {
    let isWanted = true;
    const find = async (): Promise<Removal> => {
      const found = await client.rest.removal(chatId);
      await client.loadUsers([found.userId]);
      return found;
    };
    find().then(
      (found) => isWanted && setRemoval(found),
      // Nobody removed me, or nobody can be asked: then it is as good as never there.
      () => isWanted && setRemoval('unknown'),
    );
    return () => {
      isWanted = false;
    };
  }, [client, chatId]);

  if (removal === null) return <ConversationSkeleton />;
  if (removal === 'unknown') {
    return <UnknownPane title={t`No such chat`} text={t`It may not exist, or you’re no longer a member of it.`} />;
  }
  return <Removed {...removal} />;
}

function Removed({ userId, chatName }: Removal) {
  const by = useName(userId);
  return chatName === null ? (
    <UnknownPane
      title={t`You’re no longer in this chat`}
      text={t`${by} removed you from this chat. Its members can add you back.`}
    />
  ) : (
    <UnknownPane
      title={t`You’re no longer in ${chatName}`}
      text={t`${by} removed you from ${chatName}. Its members can add you back.`}
    />
  );
}
