import { messageWords } from '../../lib/message-words.ts';

/** Two lines hold no more. */
const shownCharacters = 200;

/** How the message begins for which a time is chosen. */
export function MeantMessage({ message, author }: { message: Parameters<typeof messageWords>[0]; author?: string }) {
  return (
    <div className="mb-3 border-s-2 border-accent ps-2 text-sm text-muted">
      {author !== undefined && (
        <p className="truncate font-semibold text-accent-text">
          <bdi>{author}</bdi>
        </p>
      )}
      <p className="as-written line-clamp-2 wrap-anywhere">{messageWords(message, shownCharacters)}</p>
    </div>
  );
}
