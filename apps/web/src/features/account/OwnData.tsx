import { addressOf } from '@confab/protocol/path';
import { exportMe } from '@confab/protocol/leaving/paths';
import { Download } from 'lucide-react';
import { t } from '../../lib/words.ts';

/** All that is one's own, to keep or to take elsewhere. */
export function OwnData() {
  return (
    <>
      <p className="text-sm text-muted">
        {t`Your profile, settings and devices, the chats that you’re in, and the messages and files that you sent there: a ZIP archive that other programs can read.`}
      </p>
      <a
        href={addressOf(exportMe, {})}
        download
        className="mt-2.5 inline-flex min-h-9 items-center gap-2 rounded-sm bg-tint px-3.5 text-control font-medium hover:bg-tint-strong pointer-coarse:min-h-touch"
      >
        <Download className="size-4" strokeWidth={1.8} aria-hidden="true" />
        {t`Save my data`}
      </a>
    </>
  );
}
