import { exactTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';

/** After the last word of a message that was edited. */
export function EditedLook({ at }: { at: string }) {
  return (
    <bdi className="text-2xs text-faint" title={exactTime(at)}>
      {t`(edited)`}
    </bdi>
  );
}
