import { createRecordActions } from '@confab/client/records';
import type { AuditVerdict } from '@confab/protocol';
import { useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { plural, t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';

/** Reads all of it, and says what it found. */
export function ChainCheck() {
  const { rest } = useClient();
  const [isBusy, setBusy] = useState(false);
  const [found, setFound] = useState<AuditVerdict | string | null>(null);
  async function check(): Promise<void> {
    setBusy(true);
    setFound(await createRecordActions(rest).verifyAudit().catch(failureText));
    setBusy(false);
  }
  return (
    <>
      <Button size="s" disabled={isBusy} onClick={() => void check()}>
        {t`Verify`}
      </Button>
      {found !== null && (
        <Dialog title={t`Audit log`} onClose={() => setFound(null)}>
          <Verdict found={found} />
          <DialogFoot>
            <Button look="primary" onClick={() => setFound(null)}>
              {t`Close`}
            </Button>
          </DialogFoot>
        </Dialog>
      )}
    </>
  );
}

function Verdict({ found }: { found: AuditVerdict | string }) {
  if (typeof found === 'string') return <p className="text-danger">{found}</p>;
  const { isSound, entries, head, broken } = found;
  if (!isSound) {
    return (
      <p className="text-danger">
        {t`Entry ${broken?.seq ?? 0} is not as it was written. Someone changed the database: keep a copy of it as it is.`}
      </p>
    );
  }
  return (
    <>
      <p>{t`It is whole: ${plural(entries, { one: '# entry', other: '# entries' })}, none changed or missing.`}</p>
      {head && (
        <>
          <p className="mt-3 text-sm text-muted">
            {t`Write this down elsewhere. With it, “confab audit verify --known” proves later that the log was not made anew:`}
          </p>
          <p dir="ltr" className="mt-1.5 rounded-sm bg-tint px-2.5 py-1.5 font-mono text-xs wrap-anywhere select-all">
            {`${head.seq}:${head.hash}`}
          </p>
        </>
      )}
    </>
  );
}
