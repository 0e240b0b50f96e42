import type { Message } from '@confab/protocol';
import { blockedText } from '../../blocking/index.ts';
import { SentFoot } from './SentFoot.tsx';

/** In place of what somebody sent of whom I want to hear nothing. */
export function BlockedSent({ message }: { message: Message }) {
  return (
    <div className="pb-2">
      <p className="flex h-14 items-center rounded-md border border-line px-3 text-sm text-faint italic">
        {blockedText()}
      </p>
      <SentFoot message={message} />
    </div>
  );
}
