import type { PendingUpload } from '@confab/client';
import { refusalText } from '../../../lib/failure-text.ts';
import { t } from '../../../lib/words.ts';
import { useClientState } from '../../../session/client.ts';
import { sizeText, speedText } from '../../../lib/size-text.ts';
import type { Upload } from './uploads.ts';

type UploadLineProps = {
  file: PendingUpload;
  upload: Upload | undefined;
  /** Why it failed is said elsewhere. */
  isBrief?: boolean;
};

/** How far a file is, in words and as a bar. */
export function UploadLine({ file: { name, size }, upload, isBrief = false }: UploadLineProps) {
  const isLive = useClientState((state) => state.connection.status === 'live');
  const { status = 'waiting', sent = 0, error } = upload ?? {};
  if (status === 'failed') {
    const why = error && !isBrief ? refusalText(error) : t`Couldn’t be uploaded`;
    return <span className="block text-2xs wrap-anywhere text-danger">{why}</span>;
  }
  const percent = Math.round((sent / size) * 100);
  return (
    <>
      <span className="tabular block truncate text-2xs text-muted">{wordsOf(size, upload, isLive)}</span>
      {status !== 'whole' && (
        <span
          role="progressbar"
          aria-label={t`Upload of ${name}`}
          aria-valuenow={percent}
          className="mt-1 block h-1 overflow-hidden rounded-xs bg-tint-strong"
        >
          <span
            className="block h-full bg-accent transition-all duration-500 ease-linear"
            style={{ width: `${percent}%` }}
          />
        </span>
      )}
    </>
  );
}

function wordsOf(size: number, upload: Upload | undefined, isLive: boolean): string {
  const { status = 'waiting', sent = 0, bytesPerSecond = null } = upload ?? {};
  if (status === 'whole') return sizeText(size);
  if (!isLive) return t`${sizeText(size)} · no connection`;
  if (status === 'waiting' || sent === 0) return sizeText(size);
  if (bytesPerSecond === null) return t`${sizeText(sent)} of ${sizeText(size)}`;
  // Short: beside it stand buttons.
  return t`${Math.floor((sent / size) * 100)}% of ${sizeText(size)} · ${speedText(bytesPerSecond)}`;
}
