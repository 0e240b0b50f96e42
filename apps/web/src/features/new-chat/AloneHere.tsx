import { getPlace } from '@confab/protocol/place/paths';
import { Copy } from 'lucide-react';
import { useCallback } from 'react';
import { copyText } from '../../lib/copy-text.ts';
import { brieflyMs, tell } from '../../lib/notices.ts';
import { Link } from '../../lib/router/index.ts';
import { rich } from '../../lib/rich.tsx';
import { useAnswer } from '../../lib/use-answer.ts';
import { isThisMachine } from '../../lib/this-machine.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { useOwnAccount } from '../../session/own-account.ts';
import { IconButton } from '../../ui/IconButton.tsx';

/** Nobody else has an account: what to give others, so that they come. Whoever may invite nobody is offered nothing. */
export function AloneHere() {
  const { rest } = useClient();
  const account = useOwnAccount();
  const { value, isLoading } = useAnswer(
    useCallback((signal: AbortSignal) => rest.call(getPlace, {}, { signal }), [rest]),
  );
  if (account === null || isLoading) return null;
  // A server of the version before tells nothing of either.
  if (account.role !== undefined && !account.may.includes('invite-people')) return null;
  return <div className="mt-7 w-72 max-w-full">{value?.joining === 'invitation' ? <ByLink /> : <ByAddress />}</div>;
}

function ByLink() {
  return (
    <p className="text-sm text-pretty text-muted">
      {rich(t`No one else is here yet. <link>Invite people by a link</link>`, {
        link: <Link to="/invitations" className="inline-block font-semibold text-accent-text hover:underline" />,
      })}
    </p>
  );
}

function ByAddress() {
  const { origin } = window.location;
  return (
    <>
      <h3 className="mb-1.5 text-xs font-medium text-muted">{t`No one else is here yet. Invite people with this address:`}</h3>
      <p className="flex items-center gap-1 rounded-md bg-tint py-1 ps-3 pe-1 text-start">
        <span dir="ltr" className="min-w-0 flex-1 truncate text-sm font-medium select-all">
          {origin}
        </span>
        <IconButton icon={Copy} label={t`Copy the address`} onClick={() => void copy(origin)} />
      </p>
      {isThisMachine() && (
        <p className="mt-2 text-xs text-pretty text-muted">
          {t`It only works on this computer. To try Confab out, create a second account in a private window.`}
        </p>
      )}
    </>
  );
}

async function copy(address: string): Promise<void> {
  if (await copyText(address)) tell(t`Copied`, brieflyMs);
}
