import { createLogInActions } from '@confab/client/second-factor';
import { KeyRound } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { getPasskey } from '../../lib/passkeys.ts';
import { rest } from '../../lib/rest.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { passkeyFailure } from '../../lib/second-factor-words.ts';

/** Before what the server asks for is too old. */
const renewMs = 4 * 60_000;

/** Logs in with a passkey alone: by the button, or where the browser offers one in the field for the name. */
export function PasskeyLogIn({ onDone }: { onDone: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  // One request at a time: the browser takes no second.
  const asked = useRef<AbortController | null>(null);
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });

  useEffect(() => {
    const offered = (asked.current = new AbortController());
    offerPasskeys(offered.signal, () => done.current()).catch((reason: unknown) => {
      if (!offered.signal.aborted) setError(passkeyFailure(reason));
    });
    return () => asked.current?.abort();
  }, []);

  async function use(): Promise<void> {
    asked.current?.abort();
    const { signal } = (asked.current = new AbortController());
    setError(null);
    setBusy(true);
    try {
      await logIn(signal);
      onDone();
    } catch (reason) {
      setError(passkeyFailure(reason));
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <Button
        size="l"
        className="mt-2.5 w-full"
        aria-disabled={isBusy}
        onClick={() => {
          if (!isBusy) void use();
        }}
      >
        <KeyRound className="size-4.5" strokeWidth={1.8} aria-hidden="true" />
        {isBusy ? t`Waiting for your passkey…` : t`Log in with a passkey`}
      </Button>
      <FormError text={error} />
    </>
  );
}

async function logIn(signal: AbortSignal): Promise<void> {
  const actions = createLogInActions(rest);
  await actions.withPasskey(await getPasskey(await actions.requestPasskey(), { signal }));
}

/** Waits until one is chosen among what the browser fills in. Before that nothing is said: the person knows nothing of it. */
async function offerPasskeys(signal: AbortSignal, onDone: () => void): Promise<void> {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  const actions = createLogInActions(rest);
  while (!signal.aborted) {
    const request = await actions.requestPasskey().catch(() => null);
    if (request === null) return;
    const isOld = AbortSignal.timeout(renewMs);
    const either = AbortSignal.any([signal, isOld]);
    const passkey = await getPasskey(request, { signal: either, conditional: true }).catch(() => null);
    if (passkey !== null) {
      await actions.withPasskey(passkey);
      return onDone();
    }
    if (!isOld.aborted) return;
  }
}
