import { documentOf } from '@confab/client';
import { Megaphone, MicOff } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { dayAndTime } from '../../lib/day-and-time.ts';
import { t } from '../../lib/words.ts';
import { useClientState } from '../../session/client.ts';
import { isSilenced } from '../../session/may-write.ts';

/** In the place of the composer, for whoever does not write here, or not for now: until `onEnd`. */
export function WritingNote({ onEnd }: { onEnd: () => void }) {
  const muted = useClientState((state) => documentOf(state, 'muted', null));
  const isMuted = useClientState(isSilenced);
  const untilAt = muted ? Date.parse(muted.until) : 0;
  useEffect(() => {
    if (untilAt === 0) return;
    // Not one timer for all of it: a device sleeps, and its clock is set.
    const timer = setInterval(() => untilAt <= Date.now() && onEnd(), 1_000);
    return () => clearInterval(timer);
  }, [untilAt, onEnd]);
  if (muted && isMuted) {
    return (
      <Note icon={<MicOff className="size-4 shrink-0" strokeWidth={1.8} aria-hidden="true" />}>
        {t`You can’t write until ${dayAndTime(muted.until)}. A moderator muted you: ${muted.reason}`}
      </Note>
    );
  }
  return (
    <Note icon={<Megaphone className="size-4 shrink-0" strokeWidth={1.8} aria-hidden="true" />}>
      {t`Only owners and admins can write here.`}
    </Note>
  );
}

function Note({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="composer mt-1 flex min-h-12 shrink-0 items-center justify-center gap-2 self-center rounded-lg bg-tint px-3.5 py-2 text-sm text-muted">
      {icon}
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}
