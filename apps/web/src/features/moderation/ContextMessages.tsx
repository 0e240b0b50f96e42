import type { Message, Report } from '@confab/protocol';
import { clockTime } from '../../lib/dates.ts';
import { deletedText } from '../../lib/deleted-text.ts';
import { messageWords } from '../../lib/message-words.ts';
import { t } from '../../lib/words.ts';
import { useName } from '../../session/client.ts';
import { classNames } from '../../ui/class-names.ts';

type ContextProps = { reported: NonNullable<Report['message']>; context: readonly Message[] };

const wordsMax = 1_000;

/** What was said before and after, and the reported message in the words that it had then. */
export function ContextMessages({ reported, context }: ContextProps) {
  const now = context.find(({ seq }) => seq === reported.seq);
  const isOtherwise = now !== undefined && now.content !== reported.content;
  return (
    <section aria-label={t`What was said`}>
      <h3 className="mb-1.5 text-sm font-semibold">{t`What was said`}</h3>
      <ol className="flex flex-col overflow-hidden rounded-md border border-line">
        {now === undefined && <Reported reported={reported} note={null} />}
        {context.map((message) =>
          message === now ? (
            <Reported
              key={message.id}
              reported={reported}
              note={
                message.deletedAt !== null ? t`It was deleted since.` : isOtherwise ? t`It was edited since.` : null
              }
            />
          ) : (
            <Line key={message.id} message={message} />
          ),
        )}
      </ol>
    </section>
  );
}

function Reported({
  reported: { content, files, createdAt },
  note,
}: {
  reported: ContextProps['reported'];
  note: string | null;
}) {
  return (
    <li className="border-s-3 border-danger bg-danger-soft px-3 py-2 text-sm">
      <p className="text-xs font-semibold text-danger">
        {t`Reported`} · {clockTime(createdAt)}
      </p>
      <p className="as-written mt-0.5 wrap-anywhere whitespace-pre-wrap">{content}</p>
      {files.length > 0 && <p className="mt-0.5 text-muted wrap-anywhere">{files.join(', ')}</p>}
      {note !== null && <p className="mt-1 text-xs text-muted">{note}</p>}
    </li>
  );
}

function Line({ message }: { message: Message }) {
  const name = useName(message.senderId);
  return (
    <li className="border-s-3 border-transparent px-3 py-1.5 text-sm">
      <span className="text-xs text-muted">
        <bdi className="font-semibold">{name}</bdi> {clockTime(message.createdAt)}
      </span>
      <p className={classNames('as-written wrap-anywhere', message.deletedAt !== null && 'text-faint italic')}>
        {message.deletedAt === null ? messageWords(message, wordsMax) : deletedText(message)}
      </p>
    </li>
  );
}
