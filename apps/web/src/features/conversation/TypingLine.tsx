import type { ChatState } from '@confab/client';
import { plural, t } from '../../lib/words.ts';
import { useFirstNames } from '../../session/client.ts';
import { OrderNote } from '../moderation/index.ts';
import { ComplianceNote } from './ComplianceNote.tsx';

/** Its height is always there: somebody who starts to type moves nothing. Above it stand who reads along, where somebody does, and what keeps one from writing. */
export function TypingLine({ chat }: { chat: ChatState }) {
  const { typing, parts } = chat;
  return (
    <>
      <OrderNote chat={chat} />
      {parts?.compliance && <ComplianceNote {...parts.compliance} />}
      <Typing typing={typing} />
    </>
  );
}

function Typing({ typing }: { typing: ChatState['typing'] }) {
  const names = useFirstNames(typing.map(({ userId }) => userId));
  return (
    <div className="typing-line mx-auto flex min-h-5.5 w-full max-w-column items-center gap-2 ps-17.5 text-xs text-muted max-wide:ps-15.5">
      {names.length > 0 && (
        <>
          <span className="flex gap-0.75" aria-hidden="true">
            <i className="typing-dot" />
            <i className="typing-dot" />
            <i className="typing-dot" />
          </span>
          <span className="truncate">{typingText(names)}</span>
        </>
      )}
    </div>
  );
}

function typingText(names: readonly string[]): string {
  const [first = '', second = ''] = names;
  if (names.length === 1) return t`${first} is typing`;
  if (names.length === 2) return t`${first} and ${second} are typing`;
  return t`${first}, ${second} and ${plural(names.length - 2, { one: '# more', other: '# more' })} are typing`;
}
