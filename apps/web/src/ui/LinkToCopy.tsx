import { useState, type ReactNode } from 'react';
import { copyText } from '../lib/copy-text.ts';
import { isThisMachine } from '../lib/this-machine.ts';
import { t } from '../lib/words.ts';
import { Button } from './Button.tsx';
import { DialogFoot } from './DialogFoot.tsx';

type LinkToCopyProps = {
  link: string;
  onClose: () => void;
  /** What it lets its holder do, above it. */
  children: ReactNode;
};

/** In a dialog: a link that is shown once, since nobody can read it again. */
export function LinkToCopy({ link, onClose, children }: LinkToCopyProps) {
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      {children}
      <input
        readOnly
        aria-label={t`Link`}
        value={link}
        onFocus={(event) => event.currentTarget.select()}
        className="min-h-10 w-full rounded-sm border border-edge bg-bg px-3 text-sm outline-none focus:border-accent focus:ring-3 focus:ring-(--ring) pointer-coarse:min-h-touch"
      />
      {isThisMachine() && (
        <p className="mt-2 text-xs text-pretty text-muted">
          {t`It only works on this computer. For others, open this page by an address that they reach, and make the link there.`}
        </p>
      )}
      <DialogFoot>
        <Button onClick={onClose}>{t`Done`}</Button>
        <Button look="primary" onClick={() => void copyText(link).then(setCopied)}>
          {isCopied ? t`Copied` : t`Copy the link`}
        </Button>
      </DialogFoot>
    </>
  );
}
