import type { Session } from '@confab/protocol';
import { deviceWords } from '@confab/protocol/device';
import { Laptop, Smartphone } from 'lucide-react';
import { agoText, exactTime } from '../../lib/dates.ts';
import { deviceName } from '../../lib/device-name.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';

type SessionRowProps = { session: Session; onEnd: () => void; onKnown: () => void };

/** A device, when it was last there and from which network; never a city: nobody here knows that from an address. */
export function SessionRow({ session, onEnd, onKnown }: SessionRowProps) {
  const name = deviceName(session.userAgent);
  const Icon = deviceWords(session.userAgent).isPhone ? Smartphone : Laptop;
  const place = placeText(session);
  return (
    <li className="flex min-h-13 flex-wrap items-center gap-x-3 gap-y-1 px-2 py-1.5">
      <span className="grid size-9 shrink-0 place-items-center rounded-avatar bg-tint text-muted">
        <Icon className="size-4.75" strokeWidth={1.7} aria-hidden="true" />
      </span>
      <div className="min-w-0 flex-1 basis-44">
        <p className="truncate text-name font-medium">{name}</p>
        <p className="text-xs text-muted">
          <LastUse session={session} />
          {place !== null && (
            <>
              {' · '}
              <span title={session.address}>{place}</span>
            </>
          )}
        </p>
        {session.isNew && <p className="text-xs font-medium text-danger">{t`New device: was that you?`}</p>}
      </div>
      {session.isNew && (
        <Button size="s" look="soft" aria-label={t`${name}: it was me`} onClick={onKnown}>
          {t`It was me`}
        </Button>
      )}
      {!session.current && (
        <Button size="s" aria-label={t`Log out ${name}`} onClick={onEnd}>
          {t`Log out`}
        </Button>
      )}
    </li>
  );
}

function LastUse({ session: { current, createdAt, lastUsedAt } }: { session: Session }) {
  const now = useNow();
  const title = t`Logged in ${exactTime(createdAt)}`;
  if (current) return <span title={title}>{t`This device`}</span>;
  if (lastUsedAt === undefined) return title;
  return <span title={title}>{t`Last used ${lastUseText(lastUsedAt, now)}`}</span>;
}

const hourMs = 3_600_000;

/** To the hour: it is not known better. */
function lastUseText(iso: string, now: Date): string {
  return now.getTime() - Date.parse(iso) < 2 * hourMs ? t`within the last hours` : agoText(iso, now);
}

function placeText({ address, network }: Session): string | null {
  if (address === undefined) return null;
  if (network === 'same') return t`This network`;
  return network === 'private' ? t`Local network (${address})` : address;
}
