import { createAccountActions } from '@confab/client/accounts';
import type { MyProviders } from '@confab/protocol';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { ProviderDialog } from './ProviderDialog.tsx';

/** In the settings: with whom else one logs in. */
export function Providers() {
  const { rest } = useClient();
  const actions = useMemo(() => createAccountActions(rest), [rest]);
  const [mine, setMine] = useState<MyProviders | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [asked, setAsked] = useState<MyProviders['providers'][number] | null>(null);
  const load = useCallback(() => {
    actions.providers().then(setMine, (reason: unknown) => setError(failureText(reason)));
  }, [actions]);
  useEffect(load, [load]);

  if (mine === null) {
    return error === null ? <div className="skeleton h-12 w-full" aria-busy="true" /> : <FormError text={error} />;
  }
  const close = (isChanged: boolean): void => {
    setAsked(null);
    if (isChanged) load();
  };
  const note = (isConnected: boolean): string => {
    if (!isConnected) return t`Not connected with your account`;
    return mine.canDisconnect ? t`You can log in with it` : t`You log in with it, and have no other way in`;
  };
  return (
    <>
      {mine.providers.map((provider) => (
        <div key={provider.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-1">
          <div className="min-w-40 flex-1">
            <p className="text-name font-medium">
              <bdi>{provider.name}</bdi>
            </p>
            <p className="text-xs text-pretty text-muted">{note(provider.isConnected)}</p>
          </div>
          {provider.isConnected ? (
            mine.canDisconnect && (
              <Button size="s" look="danger-quiet" onClick={() => setAsked(provider)}>{t`Disconnect`}</Button>
            )
          ) : (
            <Button size="s" onClick={() => setAsked(provider)}>{t`Connect`}</Button>
          )}
        </div>
      ))}
      {asked && <ProviderDialog provider={asked} proof={mine.proof} actions={actions} onClose={close} />}
    </>
  );
}
