import { MessagesSquare } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useClientState } from '../features/session/client.ts';
import { newChatGoal } from '../features/switching/hand-over.ts';
import { catchKeys } from '../lib/key-catcher.ts';
import { jumpKey } from '../lib/jump-key.ts';
import { rich } from '../lib/rich.tsx';
import { t } from '../lib/words.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Kbd } from '../ui/Kbd.tsx';

/** No chat is open. */
export function HomePane() {
  const navigate = useNavigate();
  const hasChats = useClientState((state) => state.chats.size > 0);
  const isLoaded = useClientState((state) => state.chatsLoaded);
  if (!isLoaded && !hasChats) return null;
  const action = (
    <Button
      look="primary"
      onClick={() => {
        catchKeys(newChatGoal);
        void navigate('/new');
      }}
    >
      {t`Start a chat`}
    </Button>
  );
  return hasChats ? (
    <EmptyState icon={MessagesSquare} title={t`Pick up where you left off`}>
      {rich(t`Choose a chat on the left, or press <key/> to jump to anyone.`, { key: <Kbd>{jumpKey()}</Kbd> })}
    </EmptyState>
  ) : (
    <EmptyState icon={MessagesSquare} title={t`Welcome to Confab`} action={action}>
      {t`This is where your conversations will be. Find someone and say hello.`}
    </EmptyState>
  );
}
