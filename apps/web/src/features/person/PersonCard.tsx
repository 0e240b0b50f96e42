import { Popover } from '@base-ui/react/popover';
import { directPeer, lastSeenAt } from '@confab/client';
import { Clock, MessageCircle, SmilePlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { agoText, clockTime } from '../../lib/dates.ts';
import { zonedTime } from '../../lib/zoned-dates.ts';
import { failureText } from '../../lib/failure-text.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { useOverlays } from '../../registry/overlays.ts';
import { useLateRegistry } from '../../registry/registry.ts';
import type { CardAction } from '../../registry/web-feature.ts';
import { useClient, useClientState, useIsOnline, useMyId, useUser } from '../../session/client.ts';
import { useIsCutOff } from '../../session/cut-off.ts';
import { useOwnAccount } from '../../session/own-account.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { GuestMark } from '../../ui/GuestMark.tsx';
import { EmojiSign } from '../emoji/index.ts';
import { addressedChat, useGoToNewChat } from '../switching/index.ts';
import type { PersonTarget } from './person-target.ts';
import { statusOverlay } from './status-overlay.ts';
import { shownStatus } from './status.ts';

/** Who somebody is, what they say of themselves, and a way to talk to them. */
export function PersonCard({ userId, anchor, onClose }: PersonTarget & { onClose: () => void }) {
  const client = useClient();
  const user = useUser(userId);
  const [opened, setOpened] = useState<CardAction | null>(null);
  useEffect(() => {
    client.loadUsers([userId]).catch(() => undefined);
    return client.watchPresence([userId]);
  }, [client, userId]);
  if (opened?.Dialog) return <opened.Dialog userId={userId} onClose={onClose} onGiveUp={onClose} />;
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          side="bottom"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="z-30"
        >
          <Popover.Popup
            aria-label={user?.displayName ?? t`Someone`}
            className="pops w-76 max-w-dialog rounded-lg bg-raised p-4 shadow-2 outline-none"
          >
            <Identity userId={userId} />
            <About userId={userId} />
            <Actions userId={userId} onClose={onClose} />
            <Deeds userId={userId} onOpen={setOpened} onClose={onClose} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** What else can be done about somebody. */
function Deeds({
  userId,
  onOpen,
  onClose,
}: {
  userId: string;
  onOpen: (deed: CardAction) => void;
  onClose: () => void;
}) {
  const client = useClient();
  const late = useLateRegistry();
  const account = useOwnAccount();
  const isMe = useMyId() === userId;
  const state = client.getState();
  const deeds = (late?.cardActions ?? []).filter(({ isFor }) => isFor(userId, { state, may: account?.may ?? [] }));
  if (isMe || deeds.length === 0) return null;
  return (
    <div className="mt-2 flex flex-wrap gap-1">
      {deeds.map((deed) => (
        <Button
          key={deed.name}
          size="s"
          onClick={() => {
            if (deed.Dialog) return onOpen(deed);
            deed.run(client, userId);
            onClose();
          }}
        >
          <deed.icon className="size-3.5" strokeWidth={1.8} aria-hidden="true" />
          {deed.label()}
        </Button>
      ))}
    </div>
  );
}

function Identity({ userId }: { userId: string }) {
  const user = useUser(userId);
  const isOnline = useIsOnline(userId);
  const role = useClientState(
    ({ chats }) => chats.get(addressedChat() ?? '')?.members.find((member) => member.userId === userId)?.role,
  );
  const name = user?.displayName ?? t`Someone`;
  return (
    <div className="flex items-center gap-3">
      <Avatar id={userId} name={name} size="l" online={isOnline} on="raised" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-lg font-semibold tracking-tight">
          <bdi>{name}</bdi>
        </p>
        {user && <p className="truncate text-sm text-muted">@{user.username}</p>}
        {(role === 'owner' || role === 'admin') && (
          <span className="mt-1 inline-block rounded-full bg-tint px-2 py-px text-2xs font-medium text-muted">
            {role === 'owner' ? t`Owner` : t`Admin`}
          </span>
        )}
        {user?.guest && <GuestMark />}
      </div>
    </div>
  );
}

function About({ userId }: { userId: string }) {
  const user = useUser(userId);
  const now = useNow();
  const isOnline = useIsOnline(userId);
  const isCutOff = useIsCutOff();
  const seenAt = useClientState((state) => lastSeenAt(state, userId));
  const away = seenAt === null ? t`Offline` : t`Seen ${agoText(seenAt, now)}`;
  const status = shownStatus(user, now.getTime());
  const localTime = user?.timeZone === undefined ? null : zonedTime(now, user.timeZone);
  return (
    <div className="mt-3 flex flex-col gap-1.5 text-sm">
      {status && (
        <p className="flex gap-2">
          {status.emoji !== null && (
            <span>
              <EmojiSign sign={status.emoji} />
            </span>
          )}
          <span className="min-w-0">
            <bdi className="wrap-anywhere">{status.text}</bdi>
            {status.until !== null && (
              <span className="block text-xs text-muted">{t`until ${untilText(status.until, now)}`}</span>
            )}
          </span>
        </p>
      )}
      {!isCutOff && <p className="text-muted">{isOnline ? t`Online` : away}</p>}
      {localTime !== null && (
        <p className="flex items-center gap-1.5 text-muted">
          <Clock className="size-3.75 shrink-0" strokeWidth={1.8} aria-hidden="true" />
          {t`${localTime} local time`}
        </p>
      )}
    </div>
  );
}

function untilText(until: string, now: Date): string {
  const date = new Date(until);
  const isToday = date.toDateString() === now.toDateString();
  return isToday
    ? clockTime(until)
    : date.toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
}

function Actions({ userId, onClose }: { userId: string; onClose: () => void }) {
  const client = useClient();
  const overlays = useOverlays();
  const goToNewChat = useGoToNewChat();
  const isMe = useMyId() === userId;
  const hasStatus = useClientState(({ features }) => features.includes('profiles'));
  const [error, setError] = useState<string | null>(null);
  // What would open is open.
  const isHere = useClientState((state) => {
    const chat = state.chats.get(addressedChat() ?? '');
    return chat !== undefined && directPeer(state, chat) === userId;
  });
  if (isHere || (isMe && !hasStatus)) return null;
  return (
    <>
      <FormError text={error} />
      <div className="mt-3.5">
        {isMe ? (
          <Button
            className="w-full"
            onClick={() => {
              onClose();
              overlays.open(statusOverlay);
            }}
          >
            <SmilePlus className="size-4" strokeWidth={1.8} aria-hidden="true" />
            {t`Set a status`}
          </Button>
        ) : (
          <Button
            look="soft"
            className="w-full"
            onClick={() =>
              void goToNewChat({ make: async () => await client.createDirectChat(userId) }).then(
                onClose,
                (reason: unknown) => setError(failureText(reason)),
              )
            }
          >
            <MessageCircle className="size-4" strokeWidth={1.8} aria-hidden="true" />
            {t`Message`}
          </Button>
        )}
      </div>
    </>
  );
}
