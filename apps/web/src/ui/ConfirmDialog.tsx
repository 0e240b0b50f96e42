import { useRef } from 'react';
import { t } from '../lib/words.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { DialogFoot } from './DialogFoot.tsx';

type ConfirmDialogProps = {
  title: string;
  text: string;
  action: string;
  error?: string | null;
  busy?: boolean;
  /** Of the button that does it: danger, unless nothing is destroyed. */
  look?: 'danger' | 'primary';
  /** Where the focus goes on closing, if the button that asked may be gone. */
  finalFocus?: () => HTMLElement | boolean;
  onConfirm: () => void;
  onCancel: () => void;
};

/** Asks before what cannot be undone. Focus starts on Cancel: Enter by habit destroys nothing. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, text, action, error, busy, look = 'danger', finalFocus, onConfirm, onCancel } = props;
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Dialog title={title} onClose={onCancel} initialFocus={cancel} finalFocus={finalFocus}>
      <p className="text-muted">{text}</p>
      {error && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {error}
        </p>
      )}
      <DialogFoot>
        <Button ref={cancel} onClick={onCancel}>
          {t`Cancel`}
        </Button>
        <Button look={look} onClick={onConfirm} disabled={busy}>
          {action}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
