import { useState } from 'react';
import { copyText } from '../../lib/copy-text.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';

const fileName = 'confab-recovery-codes.txt';

/** They are shown this once. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const [isCopied, setCopied] = useState(false);
  const text = codes.join('\n');
  return (
    <>
      <p className="text-pretty text-muted">
        {t`If you lose your phone or device, one of these codes lets you in instead. Each works once. Keep them somewhere safe: they’re shown only now.`}
      </p>
      <ul
        aria-label={t`Recovery codes`}
        dir="ltr"
        className="mt-3 grid gap-x-4 gap-y-1.5 rounded-sm bg-tint px-4 py-3 font-mono text-sm"
      >
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button
          size="s"
          onClick={() => {
            void copyText(text).then(setCopied);
          }}
        >{t`Copy`}</Button>
        <a
          className="inline-flex min-h-8 items-center rounded-sm bg-tint px-3 text-sm font-medium hover:bg-tint-strong pointer-coarse:min-h-touch"
          download={fileName}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
        >{t`Save as a file`}</a>
        <span role="status" className="text-sm text-muted">
          {isCopied && t`Copied.`}
        </span>
      </div>
      <DialogFoot>
        <Button look="primary" onClick={onDone}>{t`I’ve kept them`}</Button>
      </DialogFoot>
    </>
  );
}
