import { exactTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';
import { useClientState } from '../../session/client.ts';
import { EditedLook } from './EditedLook.tsx';

/** It leads to what the message said before, where the server keeps that: its row hears of it by `data-action`. */
export function EditedButton({ at }: { at: string }) {
  const isKept = useClientState(({ features }) => features.includes('edits'));
  if (!isKept) return <EditedLook at={at} />;
  return (
    <button
      type="button"
      data-action="versions"
      aria-haspopup="dialog"
      aria-label={t`(edited), show edits`}
      title={exactTime(at)}
      className="touch-around text-2xs text-faint hover:text-muted hover:underline"
    >
      {t`(edited)`}
    </button>
  );
}
