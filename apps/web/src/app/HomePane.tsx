import { getPlace } from '@confab/protocol/place/paths';
import { MessagesSquare } from 'lucide-react';
import { useCallback } from 'react';
import { FirstPeople, newChatOverlay } from '../features/new-chat/index.ts';
import { withCtrl } from '../lib/key-names.ts';
import { rich } from '../lib/rich.tsx';
import { useAnswer } from '../lib/use-answer.ts';
import { t } from '../lib/words.ts';
import { useOverlays } from '../registry/overlays.ts';
import { useClient, useClientState } from '../session/client.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { PlaceMark } from '../ui/PlaceMark.tsx';

/** No chat is open: where one is, and what can be done next. */
export function HomePane() {
  const overlays = useOverlays();
  const hasChats = useClientState((state) => state.chats.size > 0);
  const isLoaded = useClientState((state) => state.chatsLoaded);
  const { rest } = useClient();
  const { value: place, isLoading } = useAnswer(
    useCallback((signal: AbortSignal) => rest.call(getPlace, {}, { signal }), [rest]),
  );
  // All at once: a picture that came a moment later would take the place of a sign.
  if ((!isLoaded && !hasChats) || isLoading) return null;
  const action = (
    <Button look="primary" onClick={() => overlays.open(newChatOverlay)}>
      {t`Start a chat`}
    </Button>
  );
  const mark = place?.picture === undefined ? null : <PlaceMark picture={place.picture} className="size-14" />;
  return hasChats ? (
    <EmptyState icon={MessagesSquare} mark={mark} title={t`No chat is open`}>
      {rich(t`Choose a chat on the left, or press <key/> to jump to anyone.`, { key: <Kbd>{withCtrl('K')}</Kbd> })}
    </EmptyState>
  ) : (
    <EmptyState
      icon={MessagesSquare}
      mark={mark}
      title={t`Welcome to ${place?.name ?? 'Confab'}`}
      action={action}
      more={<FirstPeople />}
    >
      {t`Your conversations will show up here. Find someone and say hello.`}
    </EmptyState>
  );
}
