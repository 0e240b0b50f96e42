import type { Person } from '@confab/protocol';
import { exactTime } from '../../../lib/dates.ts';
import { roleText } from '../../../lib/role-words.ts';
import { t } from '../../../lib/words.ts';
import { useClientState } from '../../../session/client.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { PersonMenu } from './PersonMenu.tsx';
import { asSeen, seenText, stateText } from './person-words.ts';

type PersonRowProps = {
  person: Person;
  now: Date;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
  onChanged: () => void;
};

export function PersonRow({ person: listed, now, isChosen, onChoose, onChanged }: PersonRowProps) {
  const person = asSeen(
    listed,
    useClientState(({ presence }) => presence.get(listed.id)),
  );
  const { id, displayName, username, email, role, state, lastSeenAt } = person;
  return (
    <li
      className={classNames(
        'flex min-h-14 items-center gap-3 border-b border-line py-1.5 last:border-b-0',
        isChosen && 'bg-tint',
      )}
    >
      <label className="grid size-8 shrink-0 cursor-pointer place-items-center pointer-coarse:min-h-touch pointer-coarse:min-w-touch">
        <input
          type="checkbox"
          aria-label={t`Choose ${displayName}`}
          checked={isChosen}
          onChange={(event) => onChoose(event.target.checked)}
          className="size-4 accent-accent"
        />
      </label>
      <Avatar id={id} name={displayName} picture={person.picture} size="s" online={person.online} on="bg" />
      <div className="min-w-0 flex-1">
        <bdi className="block truncate text-as-parent text-name font-medium">{displayName}</bdi>
        <p className="truncate text-xs text-muted">
          <bdi dir="ltr">@{username}</bdi>
          {email !== null && (
            <>
              {' · '}
              <bdi dir="ltr">{email}</bdi>
            </>
          )}
        </p>
        <p className="mt-1 flex flex-wrap gap-1.5 wide:hidden">
          <Badges person={person} />
        </p>
      </div>
      <span className="flex w-36 shrink-0 flex-wrap gap-1 max-wide:hidden">
        <Badges person={person} />
      </span>
      <span
        className="w-24 shrink-0 truncate text-sm text-muted max-wide:hidden"
        title={lastSeenAt === null ? undefined : exactTime(lastSeenAt)}
      >
        <span className="sr-only">{t`Last seen:`} </span>
        {seenText(person, now)}
      </span>
      <PersonMenu key={`${role} ${state}`} person={person} onChanged={onChanged} />
    </li>
  );
}

function Badges({ person: { role, state } }: { person: Person }) {
  return (
    <>
      <span
        className={classNames(
          'rounded-full px-2 py-0.5 text-2xs font-medium',
          role === 'owner' || role === 'admin' ? 'bg-accent-soft text-accent-text' : 'bg-tint text-muted',
        )}
      >
        {roleText(role)}
      </span>
      {state !== 'active' && (
        <span className="rounded-full bg-danger-soft px-2 py-0.5 text-2xs font-medium text-danger">
          {stateText(state)}
        </span>
      )}
    </>
  );
}
