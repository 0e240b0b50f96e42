import { MessagesSquare } from 'lucide-react';
import { FirstPeople, newChatOverlay } from '../features/new-chat/index.ts';
import { useClientState } from '../session/client.ts';
import { withCtrl } from '../lib/key-names.ts';
import { rich } from '../lib/rich.tsx';
import { t } from '../lib/words.ts';
import { useOverlays } from '../registry/overlays.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Kbd } from '../ui/Kbd.tsx';

/** No chat is open. */
export function HomePane() {
  const overlays = useOverlays();
  const hasChats = useClientState((state) => state.chats.size > 0);
  const isLoaded = useClientState((state) => state.chatsLoaded);
  if (!isLoaded && !hasChats) return null;
  const action = (
    <Button look="primary" onClick={() => overlays.open(newChatOverlay)}>
      {t`Start a chat`}
    </Button>
  );
  return hasChats ? (
    <EmptyState icon={MessagesSquare} title={t`No chat is open`}>
      {rich(t`Choose a chat on the left, or press <key/> to jump to anyone.`, { key: <Kbd>{withCtrl('K')}</Kbd> })}
    </EmptyState>
  ) : (
    <EmptyState icon={MessagesSquare} title={t`Welcome to Confab`} action={action} more={<FirstPeople />}>
      {t`Your conversations will show up here. Find someone and say hello.`}
    </EmptyState>
  );
}
