import { useState } from 'react';
import { t } from '../../lib/words.ts';
import { HistoryStart, type HistoryStartProps } from '../conversation/index.ts';

/**
 * Above the first answer, right below what it is about. As high as the skeleton of older ones where there were any, so that reaching the
 * beginning moves nothing.
 */
export function ThreadStart(props: HistoryStartProps) {
  const { chat, hasOlder } = props;
  const [hadOlder] = useState(hasOlder);
  if (hasOlder) return <HistoryStart {...props} />;
  if (chat.lastSeq === 0) {
    return (
      <p className="px-5.5 pt-5 text-center text-sm text-pretty text-muted max-wide:px-3.5">
        {t`No replies yet. Everyone who replies or is mentioned here hears about new replies.`}
      </p>
    );
  }
  return (
    hadOlder && (
      <p className="flex h-32 shrink-0 items-end px-5.5 pb-2 text-sm text-muted max-wide:px-3.5">
        {t`This is the beginning of the thread.`}
      </p>
    )
  );
}
