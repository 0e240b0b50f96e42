import { MessagesSquare } from 'lucide-react';
import { t } from '../../lib/words.ts';
import { useOverlays } from '../../registry/overlays.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FirstPeople, newChatOverlay } from '../new-chat/index.ts';

/** Beside the welcome of the wide screen one line is enough; on a narrow one this is the whole screen. */
export function NoChats() {
  const overlays = useOverlays();
  return (
    <>
      <p className="px-5 py-3 text-sm text-muted max-wide:hidden">{t`Your chats will show up here.`}</p>
      <div className="flex min-h-0 flex-1 overflow-y-auto wide:hidden">
        <EmptyState
          icon={MessagesSquare}
          title={t`Welcome`}
          action={
            <Button look="primary" onClick={() => overlays.open(newChatOverlay)}>
              {t`Start a chat`}
            </Button>
          }
          more={<FirstPeople />}
        >
          {t`Your conversations will show up here. Find someone and say hello.`}
        </EmptyState>
      </div>
    </>
  );
}
