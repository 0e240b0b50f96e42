import { getOidcLogOut, startOidc } from '@confab/protocol/oidc/paths';
import { useEffect, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { rest } from '../../lib/rest.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';

type Provider = { id: string; name: string };

type ProviderButtonsProps = {
  providers: readonly Provider[];
  /** Where to go on afterwards: a path of this app. */
  to: string;
  /** Somebody logged out on this page a moment ago: there they may still be logged in. */
  isLoggedOut: boolean;
};

/** Other ways in: each leads to a page of the provider, and from there back to `ReturnPage`. */
export function ProviderButtons({ providers, to, isLoggedOut }: ProviderButtonsProps) {
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  if (providers.length === 0) return null;

  async function begin({ id }: Provider): Promise<void> {
    setBusy(id);
    setError(null);
    try {
      const { url } = await rest.call(startOidc, { params: { provider: id }, body: { to } });
      // It stays busy until the other page is there.
      window.location.assign(url);
    } catch (reason) {
      setError(failureText(reason));
      setBusy(null);
    }
  }

  return (
    <div className="mt-4 border-t border-line pt-4">
      {providers.map((provider) => (
        <Button
          key={provider.id}
          size="l"
          className="mb-2 w-full last:mb-0"
          aria-disabled={busy !== null}
          onClick={() => busy === null && void begin(provider)}
        >
          <bdi className="truncate">
            {busy === provider.id ? t`Opening ${provider.name}…` : t`Log in with ${provider.name}`}
          </bdi>
        </Button>
      ))}
      <FormError text={error} />
      {isLoggedOut && providers.map((provider) => <LogOutThere key={provider.id} provider={provider} />)}
    </div>
  );
}

function LogOutThere({ provider }: { provider: Provider }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const asking = new AbortController();
    rest
      .call(getOidcLogOut, { params: { provider: provider.id } }, { signal: asking.signal })
      // A provider that can't be asked, or has no such page, offers none.
      .then(
        (answer) => setUrl(answer.url),
        () => undefined,
      );
    return () => asking.abort();
  }, [provider.id]);
  if (url === null) return null;
  return (
    <p className="mt-3 text-center text-sm text-muted">
      {t`You may still be logged in there.`}{' '}
      <a href={url} className="font-semibold text-accent-text hover:underline">
        {t`Log out of ${provider.name} too`}
      </a>
    </p>
  );
}
