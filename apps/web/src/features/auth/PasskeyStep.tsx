import { createLogInActions } from '@confab/client/second-factor';
import type { LogInStep } from '@confab/protocol';
import { KeyRound } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { getPasskey } from '../../lib/passkeys.ts';
import { rest } from '../../lib/rest.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { passkeyFailure } from '../../lib/second-factor-words.ts';

type PasskeyStepProps = { step: LogInStep; onDone: () => void; onRefused: (reason: unknown) => void };

export function PasskeyStep({ step, onDone, onRefused }: PasskeyStepProps) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const asked = useRef<AbortController | null>(null);
  useEffect(() => () => asked.current?.abort(), []);

  async function use(): Promise<void> {
    if (!step.passkey) return;
    setError(null);
    setBusy(true);
    const { signal } = (asked.current = new AbortController());
    try {
      await createLogInActions(rest).finish({ passkey: await getPasskey(step.passkey, { signal }) });
      onDone();
    } catch (reason) {
      onRefused(reason);
      setError(passkeyFailure(reason));
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <p className="text-sm text-pretty text-muted">
        {t`Use the passkey that you set up: with this device, your phone or a security key.`}
      </p>
      <FormError text={error} />
      <Button
        look="primary"
        size="l"
        className="mt-4.5 w-full"
        autoFocus
        aria-disabled={isBusy}
        onClick={() => {
          if (!isBusy) void use();
        }}
      >
        <KeyRound className="size-4.5" strokeWidth={1.8} aria-hidden="true" />
        {isBusy ? t`Waiting for your passkey…` : t`Use your passkey`}
      </Button>
    </>
  );
}
