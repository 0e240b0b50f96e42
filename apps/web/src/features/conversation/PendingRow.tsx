import type { PendingMessage } from '@confab/client';
import { Clock } from 'lucide-react';
import { isTouchScreen } from '../../lib/touch.ts';
import { t } from '../../lib/words.ts';
import { classNames } from '../../ui/class-names.ts';
import { useClientState, useIsGuest, useMyId, useName } from '../../session/client.ts';
import { idOfEdited, useComposing } from '../composer/index.ts';
import { PendingFiles } from '../files/index.tsx';
import { MessageText, spokenText } from '../text/index.ts';
import { MessageFrame } from './MessageFrame.tsx';
import { PendingActions, PendingRefusal } from './log-surfaces.ts';
import { useNear } from './use-near.ts';

type PendingRowProps = { rowKey: string; pending: PendingMessage; isHead: boolean; isStop: boolean };

/** A message of mine on its way: faint until the server has it. */
export function PendingRow({ rowKey, pending, isHead, isStop }: PendingRowProps) {
  const myId = useMyId();
  const myName = useName(myId);
  const isGuest = useIsGuest(myId);
  const { editing } = useComposing();
  const { isNear, on } = useNear();
  const isOnItsWay = pending.status === 'waiting' || pending.status === 'sending';
  // Most are on their way for a blink only: what is always shown on a touch screen must not come and go with each.
  const isShown = isTouchScreen()
    ? pending.status === 'waiting' || pending.status === 'failed'
    : isNear && pending.status !== 'acknowledged';
  return (
    <div {...on}>
      <MessageFrame
        rowKey={rowKey}
        senderId={myId}
        senderName={myName}
        isGuest={isGuest}
        at={pending.createdAt}
        isHead={isHead}
        isStop={isStop}
        words={spokenText(pending.content)}
        isMarked={idOfEdited(editing) === pending.clientId}
      >
        <div className={classNames('flex items-baseline gap-2', isOnItsWay && 'text-faint')}>
          <MessageText chatId={pending.chatId} content={pending.content} />
          {pending.status === 'waiting' && !pending.uploads && <WaitingMark />}
        </div>
        {pending.uploads && <PendingFiles message={pending} />}
        {pending.status === 'failed' && <PendingRefusal pending={pending} />}
        {isShown && <PendingActions pending={pending} />}
      </MessageFrame>
    </div>
  );
}

function WaitingMark() {
  const isLive = useClientState((state) => state.connection.status === 'live');
  return (
    <span
      className="shrink-0"
      title={isLive ? t`Waiting for the message before it` : t`Will be sent when you’re back online`}
    >
      <Clock className="size-3.25" strokeWidth={1.8} aria-hidden="true" />
      <span className="sr-only">{isLive ? t`Waiting for the message before it` : t`Waiting for the connection`}</span>
    </span>
  );
}
