import { useState } from 'react';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DeactivateDialog } from './DeactivateDialog.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';

/** Going for a while, or for good. */
export function Leaving() {
  const [asked, setAsked] = useState<'deactivate' | 'delete' | null>(null);
  const close = (): void => setAsked(null);
  return (
    <>
      <p className="text-sm text-muted">
        {t`Deactivated, your account stays as it is until an administrator brings it back. Deleted, it is gone for good.`}
      </p>
      <div className="mt-2 -ms-3.5 flex flex-wrap gap-2">
        <Button look="danger-quiet" onClick={() => setAsked('deactivate')}>
          {t`Deactivate my account…`}
        </Button>
        <Button look="danger-quiet" onClick={() => setAsked('delete')}>
          {t`Delete my account…`}
        </Button>
      </div>
      {asked === 'deactivate' && <DeactivateDialog onClose={close} />}
      {asked === 'delete' && <DeleteDialog onClose={close} />}
    </>
  );
}
