import type { MessageVersion } from '@confab/protocol';
import { useEffect, useRef, useState } from 'react';
import { exactTime } from '../../lib/dates.ts';
import { failureText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import type { ActionDialogProps } from '../../registry/message-action.ts';
import { useClient } from '../../session/client.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { wordDiff, type DiffPart } from './word-diff.ts';

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
        {all
          ?.map((version, index) => <Version key={version.at} version={version} before={all[index - 1]} />)
          .toReversed()}
      </ol>
    </Dialog>
  );
}

function Version({ version, before }: { version: MessageVersion; before: MessageVersion | undefined }) {
  const parts = before ? wordDiff(before.content, version.content) : [];
  return (
    <li className="border-s-2 border-line ps-3">
      <time dateTime={version.at} className="tabular text-2xs text-muted">
        {exactTime(version.at)}
      </time>
      <p className="each-paragraph-its-way wrap-anywhere whitespace-pre-wrap">
        {before ? parts.map((part, index) => <Part key={index} part={part} />) : version.content}
      </p>
    </li>
  );
}

function Part({ part: { kind, text } }: { part: DiffPart }) {
  if (kind === 'gone') return <del className="rounded-xs bg-danger-soft text-danger">{text}</del>;
  if (kind === 'new') return <ins className="rounded-xs bg-accent-soft text-accent-text no-underline">{text}</ins>;
  return text;
}
