import { lazy, Suspense } from 'react';
import { t } from '../../lib/words.ts';
import { LinkToCopy } from '../../ui/LinkToCopy.tsx';
import { linkOf } from './invitation-words.ts';

const QrCode = lazy(async () => ({ default: (await import('../../ui/QrCode.tsx')).QrCode }));

/** Shown once: nobody can read it again. */
export function InvitationLink({ token, onClose }: { token: string; onClose: () => void }) {
  const link = linkOf(token);
  return (
    <LinkToCopy link={link} onClose={onClose}>
      <p className="mb-3 text-sm text-muted">
        {t`Send this link, or let them scan it. It’s shown only now: whoever has it can use it.`}
      </p>
      <div className="mx-auto mb-3 size-48 overflow-hidden rounded-md">
        <Suspense fallback={<div className="skeleton size-full" />}>
          <QrCode text={link} label={t`The link as a QR code`} className="size-full" />
        </Suspense>
      </div>
    </LinkToCopy>
  );
}
