import { ApiError } from '@confab/client/rest';
import { useEffect, useRef, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { cropOf, type Natural, wholeSquare } from './crop.ts';
import { CropSquare } from './CropSquare.tsx';
import { sendPicture, type ShowPicture } from './send-picture.ts';

type CropDialogProps = {
  file: File;
  show: ShowPicture;
  onClose: () => void;
};

/** Which square of a picture shows, and on with it. */
export function CropDialog({ file, show, onClose }: CropDialogProps) {
  const client = useClient();
  const [src, setSrc] = useState<string | null>(null);
  const [natural, setNatural] = useState<Natural | null>(null);
  const [view, setView] = useState(wholeSquare);
  const [error, setError] = useState<string | null>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const sending = useRef<AbortController | null>(null);

  useEffect(() => {
    const address = URL.createObjectURL(file);
    // oxlint-disable-next-line react/set-state-in-effect -- an address is made where it can be given back: in an effect
    setSrc(address);
    return () => URL.revokeObjectURL(address);
  }, [file]);
  useEffect(() => () => sending.current?.abort(), []);

  async function save(): Promise<void> {
    if (natural === null || percent !== null) return;
    const stop = new AbortController();
    sending.current = stop;
    setError(null);
    setPercent(0);
    try {
      const crop = cropOf(view, natural);
      await sendPicture(client, { file, crop, show, signal: stop.signal, onPercent: setPercent });
      onClose();
    } catch (reason) {
      if (stop.signal.aborted) return;
      setPercent(null);
      setError(wordsFor(reason));
    }
  }

  return (
    <Dialog title={t`Crop the picture`} onClose={onClose}>
      {src !== null && (
        <CropSquare
          src={src}
          natural={natural}
          view={view}
          onView={setView}
          onLoad={setNatural}
          onError={() => setError(notReadable())}
        />
      )}
      <FormError text={error} />
      <DialogFoot>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button
          look="primary"
          aria-disabled={natural === null || percent !== null}
          onClick={() => void save()}
          className="tabular"
        >
          {percent === null ? t`Use picture` : t`Uploading… ${percent} %`}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

function notReadable(): string {
  return t`That file can’t be read as a picture. Choose a JPEG, PNG, WebP, GIF or AVIF.`;
}

/** The upload is there: what the server does not find in it is a picture. */
function wordsFor(reason: unknown): string {
  return reason instanceof ApiError && reason.code === 'not-found' ? notReadable() : failureText(reason);
}
