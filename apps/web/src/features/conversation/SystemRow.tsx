import type { Message } from '@confab/protocol';
import type { ReactNode } from 'react';
import { clockTime, exactTime } from '../../lib/dates.ts';

type SystemRowProps = { rowKey: string; message: Message; words: ReactNode; isStop: boolean };

/** Someone came, went or renamed the chat: quiet, in the middle. */
export function SystemRow({ rowKey, message, words, isStop }: SystemRowProps) {
  return (
    <p
      data-row={rowKey}
      tabIndex={isStop ? 0 : -1}
      className="mx-3 rounded-sm px-2.5 py-1.5 text-center text-sm text-balance text-muted -outline-offset-2"
    >
      <bdi>{words}</bdi>
      <time
        dateTime={message.createdAt}
        title={exactTime(message.createdAt)}
        className="tabular ms-2 text-2xs text-faint"
      >
        {clockTime(message.createdAt)}
      </time>
    </p>
  );
}
