import type { MessageVersion } from '@confab/protocol';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { exactTime } from '../../lib/dates.ts';
import { failureText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import type { ActionDialogProps } from '../../registry/message-action.ts';
import { useClient } from '../../session/client.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import {
  Blocks,
  type CodeBlock,
  CodeLook,
  type Leaf,
  liveParts,
  MessageText,
  stillParts,
  type TextParts,
  TextPlace,
} from '../text/index.ts';
import { type ChangedPart, type ChangedText, changedText } from './changed-text.ts';

/** The texts of a message, the present one first, each with what it changed of the one before. */
export function VersionsDialog({ message, finalFocus, onClose }: ActionDialogProps) {
  const client = useClient();
  const list = useRef<HTMLOListElement>(null);
  const [before, setBefore] = useState<readonly MessageVersion[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  // As it was when they were asked for: an edit that comes meanwhile belongs to the next look.
  const [{ id, chatId, seq, editedAt, createdAt, content }] = useState(message);

  useEffect(() => {
    let isWanted = true;
    client.versions({ id, chatId, seq }).then(
      (found) => isWanted && setBefore(found),
      (reason: unknown) => isWanted && setError(failureText(reason)),
    );
    return () => {
      isWanted = false;
    };
  }, [client, id, chatId, seq]);

  const all = before && [...before, { content, at: editedAt ?? createdAt }];
  return (
    <Dialog title={t`Edits`} onClose={onClose} finalFocus={finalFocus} initialFocus={list}>
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
      <ol
        ref={list}
        tabIndex={-1}
        aria-busy={all === null}
        className="grid max-h-list gap-3 overflow-y-auto outline-none"
      >
        <TextPlace value={chatId}>
          {all
            ?.map((version, index) => <Version key={version.at} version={version} before={all[index - 1]} />)
            .toReversed()}
        </TextPlace>
      </ol>
    </Dialog>
  );
}

function Version({ version, before }: { version: MessageVersion; before: MessageVersion | undefined }) {
  return (
    <li className="border-s-2 border-line ps-3">
      <time dateTime={version.at} className="tabular text-2xs text-muted">
        {exactTime(version.at)}
      </time>
      {before ? <Changed before={before.content} after={version.content} /> : <MessageText content={version.content} />}
    </li>
  );
}

/** As it was shown, and in it what became of the words. */
function Changed({ before, after }: { before: string; after: string }) {
  const { blocks, parts } = useMemo(() => {
    const changed = changedText(before, after);
    return { blocks: changed.blocks, parts: partsWith(changed) };
  }, [before, after]);
  return (
    <div className="message-text">
      <Blocks blocks={blocks} parts={parts} />
    </div>
  );
}

function partsWith({ changes }: ChangedText): TextParts {
  const leaf = (of: Leaf | CodeBlock, shown: ReactNode): ReactNode =>
    changes.get(of)?.map((part, index) => (
      <Part key={index} kind={part.kind}>
        {of.kind === 'mention' || of.kind === 'emoji' ? (part.kind === 'gone' ? part.text : shown) : part.text}
      </Part>
    )) ?? shown;
  const Code = ({ block }: { block: CodeBlock }) => (
    <CodeLook language={block.language}>{leaf(block, block.text)}</CodeLook>
  );
  // A name looks like others here: what has a colour has changed.
  return { ...liveParts, Mention: stillParts.Mention, Code, leaf };
}

function Part({ kind, children }: { kind: ChangedPart['kind']; children: ReactNode }) {
  if (kind === 'gone') return <del className="me-0.5 rounded-xs bg-danger-soft text-danger">{children}</del>;
  if (kind === 'new') return <ins className="rounded-xs bg-accent-soft text-accent-text no-underline">{children}</ins>;
  return children;
}
