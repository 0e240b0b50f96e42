import { Copy } from 'lucide-react';
import { copyText } from '../../lib/copy-text.ts';
import { brieflyMs, tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { IconButton } from '../../ui/IconButton.tsx';

/** Nobody else has an account: what to give others, so that they come. */
export function AloneHere() {
  const { origin, hostname } = window.location;
  const isThisMachine = hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]';
  return (
    <div className="mt-7 w-72 max-w-full">
      <h3 className="mb-1.5 text-xs font-medium text-muted">{t`No one else is here yet. Invite people with this address:`}</h3>
      <p className="flex items-center gap-1 rounded-md bg-tint py-1 ps-3 pe-1 text-start">
        <span dir="ltr" className="min-w-0 flex-1 truncate text-sm font-medium select-all">
          {origin}
        </span>
        <IconButton icon={Copy} label={t`Copy the address`} onClick={() => void copy(origin)} />
      </p>
      {isThisMachine && (
        <p className="mt-2 text-xs text-pretty text-muted">
          {t`It only works on this computer. To try Confab out, create a second account in a private window.`}
        </p>
      )}
    </div>
  );
}

async function copy(address: string): Promise<void> {
  if (await copyText(address)) tell(t`Copied`, brieflyMs);
}
