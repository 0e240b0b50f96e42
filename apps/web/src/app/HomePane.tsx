import { MessagesSquare } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useClientState } from '../features/session/client.ts';
import { newChatGoal } from '../features/switching/hand-over.ts';
import { catchKeys } from '../lib/key-catcher.ts';
import { jumpKey } from '../lib/jump-key.ts';
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
      Start a chat
    </Button>
  );
  return hasChats ? (
    <EmptyState icon={MessagesSquare} title="Pick up where you left off">
      Choose a chat on the left, or press <Kbd>{jumpKey}</Kbd> to jump to anyone.
    </EmptyState>
  ) : (
    <EmptyState icon={MessagesSquare} title="Welcome to Confab" action={action}>
      This is where your conversations will be. Find someone and say hello.
    </EmptyState>
  );
}
