import { Pencil, X } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { useEdit } from './use-edit.ts';

type EditingBarProps = { editing: ReturnType<typeof useEdit>; onKeepAsNew: () => void };

export function EditingBar({ editing, onKeepAsNew }: EditingBarProps) {
  return (
    <div className="border-b border-line py-1 pe-1.5 ps-3.5 text-sm">
      <div className="flex items-center gap-2 font-medium text-accent-text">
        <Pencil className="size-3.75" strokeWidth={1.8} aria-hidden="true" />
        {t`Editing your message`}
        <button
          type="button"
          aria-label={t`Cancel editing`}
          onClick={editing.close}
          className="ms-auto grid size-7.5 pointer-coarse:min-h-touch pointer-coarse:min-w-touch place-items-center rounded-sm text-muted hover:bg-tint hover:text-text"
        >
          <X className="size-4" strokeWidth={1.8} aria-hidden="true" />
        </button>
      </div>
      {editing.changed !== null && <Choice editing={editing} onKeepAsNew={onKeepAsNew} />}
    </div>
  );
}

/** Another device was faster. Nothing is written over without a word. */
function Choice({ editing, onKeepAsNew }: EditingBarProps) {
  const { changed, keepMine, takeTheirs, close } = editing;
  if (changed?.deletedAt != null) {
    return (
      <div role="alert" className="pb-1.5">
        <p>{t`This message was deleted in the meantime.`}</p>
        <Answer text={t`Keep my text as a new message`} onClick={onKeepAsNew} />
        <Answer text={t`Discard`} onClick={close} />
      </div>
    );
  }
  return (
    <div role="alert" className="pb-1.5">
      <p>{t`It was edited on another device. It now says:`}</p>
      <blockquote
        dir="auto"
        className="my-1 max-h-24 overflow-y-auto border-s-2 border-line-strong ps-2.5 wrap-anywhere whitespace-pre-wrap text-muted"
      >
        {changed?.content}
      </blockquote>
      <Answer text={t`Keep my text`} onClick={keepMine} />
      <Answer text={t`Use that text`} onClick={takeTheirs} />
    </div>
  );
}

function Answer({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="me-4 min-h-6 font-semibold text-accent-text underline underline-offset-2 pointer-coarse:min-h-11"
    >
      {text}
    </button>
  );
}
