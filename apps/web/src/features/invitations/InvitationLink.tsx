import { lazy, Suspense, useState } from 'react';
import { copyText } from '../../lib/copy-text.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { linkOf } from './invitation-words.ts';

const QrCode = lazy(async () => ({ default: (await import('../../ui/QrCode.tsx')).QrCode }));

/** Shown once: nobody can read it again. */
export function InvitationLink({ token, onClose }: { token: string; onClose: () => void }) {
  const [isCopied, setCopied] = useState(false);
  const link = linkOf(token);
  return (
    <>
      <p className="mb-3 text-sm text-muted">
        {t`Send this link, or let them scan it. It’s shown only now: whoever has it can use it.`}
      </p>
      <div className="mx-auto mb-3 size-48 overflow-hidden rounded-md">
        <Suspense fallback={<div className="skeleton size-full" />}>
          <QrCode text={link} label={t`The link as a QR code`} className="size-full" />
        </Suspense>
      </div>
      <input
        readOnly
        aria-label={t`Link`}
        value={link}
        onFocus={(event) => event.currentTarget.select()}
        className="w-full rounded-sm border border-edge bg-bg px-3 min-h-10 text-sm outline-none focus:border-accent focus:ring-3 focus:ring-(--ring) pointer-coarse:min-h-touch"
      />
      <DialogFoot>
        <Button onClick={onClose}>{t`Done`}</Button>
        <Button look="primary" onClick={() => void copyText(link).then(setCopied)}>
          {isCopied ? t`Copied` : t`Copy the link`}
        </Button>
      </DialogFoot>
    </>
  );
}
