import type { PlaceFacts } from '@confab/protocol';
import { Link, useLocation } from '../../lib/router/index.ts';
import { rich } from '../../lib/rich.tsx';
import { t } from '../../lib/words.ts';

/** Below the log-in, for whoever has no account yet. */
export function HowToJoin({ place }: { place: PlaceFacts | null }) {
  const { state } = useLocation();
  const link = <Link to="/register" state={state} className="font-semibold text-accent-text hover:underline" />;
  return <p className="mt-4 text-center text-sm text-muted">{rich(joinText(place), { link })}</p>;
}

function joinText(place: PlaceFacts | null): string {
  switch (place?.joining) {
    case 'invitation':
      return t`New here? You need an invitation: ask someone who’s in for a link.`;
    case 'closed':
      return t`New here? Those who run this place make the accounts.`;
    case 'approval':
      return t`New here? <link>Ask to come in</link>`;
    default:
      return t`New here? <link>Create an account</link>`;
  }
}
