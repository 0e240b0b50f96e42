import type { SearchHit, SearchLine } from '@confab/protocol';
import { isThreadId } from '@confab/protocol/threads';
import { Paperclip } from 'lucide-react';
import { memo, type ComponentProps, type ReactNode } from 'react';
import { Link } from '../../lib/router/index.ts';
import { messagePath } from '../../lib/addresses.ts';
import { exactTime, listTime } from '../../lib/dates.ts';
import { messageWords } from '../../lib/message-words.ts';
import { t } from '../../lib/words.ts';
import { useChatTitles, useName } from '../../session/client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { BlockedWords, blockedText, useIsBlocked } from '../blocking/index.ts';
import { foundIn, foundInName, markFound } from './found-words.ts';
import { Marked } from './Marked.tsx';
import { wayBackFrom } from './way-back.ts';

type HitCardProps = { hit: SearchHit; now: Date; onOpen: () => void };

const readCharacters = 8_000;

/** A message that was found, with what was said around it. It leads to its place. */
export const HitCard = memo(function HitCard({ hit, now, onOpen }: HitCardProps) {
  const { chatId, message, before, after } = hit;
  const { senderId, createdAt } = message;
  const sender = useName(senderId);
  const [chat = ''] = useChatTitles([chatId]);
  const found = foundIn(hit);
  const words = messageWords({ content: message.content }, readCharacters);
  const isBlocked = useIsBlocked(senderId);
  const goal = { to: messagePath(message.chatId, message.seq), state: wayBackFrom(hit), onClick: onOpen };
  const said = (
    <>
      {words !== '' && (
        <span className="as-written block wrap-anywhere">
          <Marked pieces={markFound(words, found)} />
        </span>
      )}
      <Files hit={hit} />
    </>
  );
  return (
    <li>
      <Card goal={isBlocked ? null : goal}>
        <span className="flex items-baseline gap-2 text-xs text-muted">
          <bdi className="min-w-0 truncate font-semibold">{chat}</bdi>
          {isThreadId(message.chatId) && <span className="shrink-0">{t`in a thread`}</span>}
          <time dateTime={createdAt} title={exactTime(createdAt)} className="tabular ms-auto shrink-0">
            {listTime(createdAt, now)}
          </time>
        </span>
        <Beside line={before} />
        <span className="my-1 flex items-start gap-2.5">
          <Avatar id={senderId} name={sender} size="xs" on="bg" />
          <span className="min-w-0 flex-1">
            <bdi className="block truncate text-as-parent text-name font-semibold">{sender}</bdi>
            {isBlocked ? (
              <BlockedWords>
                <Link {...goal} className="block rounded-xs hover:underline">
                  {said}
                </Link>
              </BlockedWords>
            ) : (
              said
            )}
          </span>
        </span>
        <Beside line={after} />
      </Card>
    </li>
  );
});

const cardLook = 'block rounded-md border border-line bg-bg px-3.5 py-2.5';

/** All of it leads to the message; with a button in it, to unfold what is said, nothing does before that. */
function Card({
  goal,
  children,
}: {
  goal: Pick<ComponentProps<typeof Link>, 'to' | 'state' | 'onClick'> | null;
  children: ReactNode;
}) {
  if (goal === null) return <div className={cardLook}>{children}</div>;
  return (
    <Link {...goal} className={`${cardLook} transition-colors hover:border-line-strong hover:bg-tint/40`}>
      {children}
    </Link>
  );
}

function Beside({ line }: { line: SearchLine | null }) {
  return line === null ? null : <Line {...line} />;
}

function Line({ senderId, text }: SearchLine) {
  const sender = useName(senderId);
  const isBlocked = useIsBlocked(senderId);
  return (
    <span className="block truncate ps-8.5 text-sm text-muted">
      <bdi>{sender}</bdi>: <bdi>{isBlocked ? blockedText() : text}</bdi>
    </span>
  );
}

const filesShown = 3;

/** Those whose name was found, else the first ones. */
function Files({ hit: { message, fileRanges } }: { hit: SearchHit }) {
  const { files = [] } = message;
  if (files.length === 0) return null;
  const foundPlaces = new Set(fileRanges.map(({ file }) => file));
  const places = [...files.keys()].toSorted(
    (one, other) => Number(foundPlaces.has(other)) - Number(foundPlaces.has(one)),
  );
  return places.slice(0, filesShown).map((place) => {
    const name = files[place]?.name ?? '';
    const found = foundInName({ message, fileRanges }, place);
    return (
      <span key={place} className="mt-0.5 flex items-center gap-1.5 text-sm text-muted">
        <Paperclip className="size-3.5 shrink-0" strokeWidth={1.8} aria-hidden="true" />
        <bdi className="min-w-0 truncate">
          <Marked pieces={markFound(name, found)} />
        </bdi>
      </span>
    );
  });
}
