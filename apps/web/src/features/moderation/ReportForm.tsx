import { reportReasons } from '@confab/protocol/report-reasons';
import type { Report, ReportBody } from '@confab/protocol';
import { type ReactNode, useId, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { reasonText } from './reason-words.ts';

type ReportFormProps = {
  title: string;
  /** What is reported. */
  children: ReactNode;
  onSend: (report: ReportBody) => Promise<void>;
  finalFocus?: () => HTMLElement | boolean;
  onClose: () => void;
};

const wordsMax = 1_000;
const offered = reportReasons.filter((reason): reason is Exclude<Report['reason'], 'rule'> => reason !== 'rule');

/** Why, and in one's own words. Who reported it nobody but the moderators is told. */
export function ReportForm({ title, children, onSend, finalFocus, onClose }: ReportFormProps) {
  const id = useId();
  const [reason, setReason] = useState<ReportBody['reason'] | null>(null);
  const [words, setWords] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function send(): Promise<void> {
    if (reason === null) return setError(t`Choose what is wrong with it.`);
    setBusy(true);
    try {
      await onSend({ reason, words: words.trim() });
      tell(t`Thank you. A moderator will look at it.`);
      onClose();
    } catch (failure) {
      setError(failureText(failure));
      setBusy(false);
    }
  }

  return (
    <Dialog title={title} onClose={onClose} finalFocus={finalFocus}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {children}
        <fieldset className="mt-3">
          <legend className="mb-1 text-sm font-medium">{t`What is wrong with it?`}</legend>
          {offered.map((one) => (
            <label
              key={one}
              className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm hover:bg-tint pointer-coarse:min-h-touch"
            >
              <input
                type="radio"
                name={id}
                checked={reason === one}
                onChange={() => setReason(one)}
                className="size-4 shrink-0 accent-accent"
              />
              {reasonText(one)}
            </label>
          ))}
        </fieldset>
        <label htmlFor={`${id}-words`} className="mt-3 mb-1 block text-sm font-medium">
          {t`In your own words (optional)`}
        </label>
        <textarea
          id={`${id}-words`}
          rows={3}
          dir="auto"
          value={words}
          maxLength={wordsMax}
          onChange={(event) => setWords(event.target.value)}
          className="w-full resize-none rounded-sm border border-edge bg-bg px-3 py-2 text-sm outline-none focus:border-accent focus:ring-3 focus:ring-(--ring)"
        />
        <p className="mt-1.5 text-xs text-muted">{t`Only the moderators learn that it was you.`}</p>
        <FormError text={error} />
        <DialogFoot>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="primary" type="submit" disabled={isBusy}>
            {t`Report`}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
