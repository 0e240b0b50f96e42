import type { ReactNode } from 'react';
import { bareTime, clockTime, exactTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { GuestMark } from '../../ui/GuestMark.tsx';

type MessageFrameProps = {
  rowKey: string;
  senderId: string;
  senderName: string;
  isGuest: boolean;
  at: string;
  /** First of its group: carries the name, the picture and the time. */
  isHead: boolean;
  isStop: boolean;
  /** An address leads here. */
  isTarget?: boolean;
  isMarked?: boolean;
  /** What it says, for its name to a screen reader (`spokenText`). */
  words: string;
  /** Over the line below it. */
  edge?: ReactNode;
  children: ReactNode;
};

/** One message's place in the log: the picture column, the name line, and what it says. */
export function MessageFrame(props: MessageFrameProps) {
  const {
    rowKey,
    senderId,
    senderName,
    isGuest,
    at,
    isHead,
    isStop,
    isTarget = false,
    isMarked = false,
    words,
    edge,
    children,
  } = props;
  const speaker = isGuest ? t`${senderName} (guest)` : senderName;
  return (
    <article
      data-row={rowKey}
      tabIndex={isStop ? 0 : -1}
      aria-label={t`${speaker}, ${clockTime(at)}: ${words}`}
      data-marked={isMarked || undefined}
      className={classNames(
        'group/message relative grid wide:rounded-md grid-cols-message gap-x-3 px-5.5 py-0.75 -outline-offset-2 max-wide:px-3.5',
        isHead && 'mt-2.75',
        isTarget && 'flash',
        isMarked ? 'bg-accent-soft' : 'hover:bg-tint/60 focus-within:bg-tint/60',
      )}
    >
      {isHead ? (
        <span className="mt-0.5 cursor-pointer" data-person={senderId}>
          <Avatar id={senderId} name={senderName} size="s" on="bg" />
        </span>
      ) : (
        <QuietTime at={at} />
      )}
      <div className="relative max-w-reading justify-self-start has-[figure]:min-w-code">
        {isHead && (
          <p className="mb-px flex items-baseline gap-2 text-name tracking-snug">
            <bdi data-person={senderId} className="min-w-0 cursor-pointer truncate font-semibold hover:underline">
              {senderName}
            </bdi>
            {isGuest && <GuestMark />}
            <time dateTime={at} title={exactTime(at)} className="tabular shrink-0 text-2xs text-faint">
              {clockTime(at)}
            </time>
          </p>
        )}
        {children}
      </div>
      {edge}
    </article>
  );
}

/** The time of a message inside a group: beside it, for those who point at it. */
function QuietTime({ at }: { at: string }) {
  return (
    <time
      dateTime={at}
      title={exactTime(at)}
      className="tabular pt-0.75 text-end text-2xs text-faint opacity-0 group-hover/message:opacity-100 group-focus-within/message:opacity-100"
    >
      {bareTime(at)}
    </time>
  );
}
