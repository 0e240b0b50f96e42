import type { PendingUpload } from '@confab/client';
import { limits } from '@confab/protocol/limits';
import { countCharacters } from '@confab/protocol/characters';
import { useId, useState, type KeyboardEvent, type SubmitEvent } from 'react';
import { isComposing } from '../../../lib/is-composing.ts';
import { atMostText } from '../../../lib/length-text.ts';
import { t } from '../../../lib/words.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DialogFoot } from '../../../ui/DialogFoot.tsx';
import { useUpload } from './use-upload.ts';

type DescribeDialogProps = { file: PendingUpload; onSave: (words: string) => void; onClose: () => void };

/** What a picture shows, for those who do not see it. */
export function DescribeDialog({ file, onSave, onClose }: DescribeDialogProps) {
  const [words, setWords] = useState(file.alt ?? '');
  const url = useUpload(file.key)?.url;
  const id = useId();
  const isTooLong = countCharacters(words.trim()) > limits.fileAltMax;

  function save(event: SubmitEvent): void {
    event.preventDefault();
    // Above it in the page stands the form that sends the message.
    event.stopPropagation();
    if (isTooLong) return;
    onSave(words);
    onClose();
  }

  return (
    <Dialog title={t`Describe the picture`} onClose={onClose}>
      <form onSubmit={save}>
        {url && <img src={url} alt="" className="mx-auto mb-3 max-h-half-screen rounded-md" />}
        <label htmlFor={id} className="mb-1 block text-sm font-medium">
          {t`What it shows, for people who can’t see it`}
        </label>
        <textarea
          id={id}
          dir="auto"
          rows={3}
          value={words}
          aria-invalid={isTooLong}
          onKeyDown={saveByEnter}
          onChange={(event) => setWords(event.target.value)}
          className="w-full resize-none rounded-sm border border-edge bg-bg px-3 py-2 outline-none focus:border-accent focus:ring-3 focus:ring-(--ring) aria-invalid:border-danger"
        />
        {isTooLong && <p className="text-xs text-danger">{atMostText(limits.fileAltMax)}</p>}
        <DialogFoot>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" look="primary" disabled={isTooLong}>
            {t`Save`}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}

/** Enter saves: a description is a sentence or two, without lines. */
function saveByEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
