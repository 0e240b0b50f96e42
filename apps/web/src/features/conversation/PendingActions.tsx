import type { PendingMessage } from '@confab/client';
import { Copy, Pencil, X } from 'lucide-react';
import { copyText } from '../../lib/copy-text.ts';
import { tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useClient } from '../../session/client.ts';
import { DockedBar } from './DockedBar.tsx';
import { useComposing } from '../composer/index.ts';

/** What can be done about a message that is not with the server yet. */
export function PendingActions({ pending }: { pending: PendingMessage }) {
  const client = useClient();
  const { edit } = useComposing();

  function cancel(): void {
    const outcome = client.discard(pending.clientId);
    if (outcome === 'withdrawn') tell(t`It may already be on its way. If it arrives, it will be deleted right away.`);
    if (outcome === 'gone') tell(t`It was just sent. You can delete it like any other message.`);
  }

  return (
    <DockedBar
      label={t`Actions for the waiting message`}
      className="text-text pointer-coarse:static pointer-coarse:ms-0 pointer-coarse:mt-1 pointer-coarse:w-max"
    >
      {window.isSecureContext && pending.content !== '' && (
        <IconButton size="s" icon={Copy} label={t`Copy text`} onClick={() => void copyText(pending.content)} />
      )}
      <IconButton size="s" icon={Pencil} label={t`Edit`} onClick={() => edit(pending)} />
      <IconButton size="s" icon={X} label={t`Cancel sending`} onClick={cancel} />
    </DockedBar>
  );
}
