import { Eye } from 'lucide-react';
import { exactTime } from '../../lib/dates.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { useUser } from '../../session/client.ts';

type ComplianceNoteProps = { by: string; until: string };

/** Somebody who runs the place reads this group: whoever writes here knows it as long as that lasts. */
export function ComplianceNote({ by, until }: ComplianceNoteProps) {
  // Guests may not know them: the message in the group says who it is.
  const name = useUser(by)?.displayName;
  const now = useNow();
  if (new Date(until) <= now) return null;
  return (
    <p
      role="note"
      className="mx-auto flex w-full max-w-column items-start gap-2 px-5.5 pt-1.5 text-xs text-muted max-wide:px-4"
    >
      <Eye className="mt-0.5 size-3.5 shrink-0" strokeWidth={1.8} aria-hidden="true" />
      {name === undefined
        ? t`Somebody who runs this place can read this group for compliance until ${exactTime(until)}.`
        : t`${name} can read this group for compliance until ${exactTime(until)}.`}
    </p>
  );
}
