import { ownTimeZone } from '../../lib/zoned-dates.ts';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState, useMyId, useUser } from '../../session/client.ts';
import { CheckRow } from '../../ui/CheckRow.tsx';

/** The time zone is told to nobody unless one agrees. */
export function LocalTime() {
  const client = useClient();
  const told = useUser(useMyId())?.timeZone;
  const isKept = useClientState(({ features }) => features.includes('profiles'));
  if (!isKept) return <p className="text-muted">{t`This server doesn’t share local times.`}</p>;
  const here = ownTimeZone();
  const change = async (isOn: boolean): Promise<void> => {
    try {
      await client.changeMe({ timeZone: isOn ? here : null });
    } catch (reason) {
      tell(failureText(reason));
    }
  };
  return (
    <CheckRow label={t`Show my local time to others (${told ?? here})`} isOn={told !== undefined} onChange={change} />
  );
}
