import { getStorageUse } from '@confab/protocol/administration/paths';
import type { StorageUse } from '@confab/protocol';
import { useCallback, type ReactNode } from 'react';
import { sizeText } from '../../../lib/size-text.ts';
import { useAnswer } from '../../../lib/use-answer.ts';
import { plural, t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { PageNote } from '../../../ui/PageNote.tsx';
import { RowsSkeleton } from '../../../ui/RowsSkeleton.tsx';
import { StatCard } from '../StatCard.tsx';

/** What takes how much room: by person and by group, and of 1-on-1 chats only the sum. */
export function StoragePage() {
  const { rest } = useClient();
  const { value, error, reload } = useAnswer(
    useCallback((signal: AbortSignal) => rest.call(getStorageUse, {}, { signal }), [rest]),
  );
  return (
    <>
      <PageNote error={error} onRetry={reload} />
      <Sums value={value} />
      {value === null ? (
        error === null && <RowsSkeleton />
      ) : (
        <div className="mt-7 grid gap-7 wide:grid-cols-2">
          <Largest title={t`People with the most`} empty={t`Nobody has uploaded a file yet.`}>
            {value.people.map(({ id, displayName, files, bytes }) => (
              <Row key={id} id={id} name={displayName} note={filesText(files)} bytes={bytes} />
            ))}
          </Largest>
          <Largest title={t`Groups with the most`} empty={t`There are no groups yet.`}>
            {value.groups.map(({ id, name, messages, files, bytes }) => (
              <Row
                key={id}
                id={id}
                name={name}
                note={`${messagesText(messages)} · ${filesText(files)}`}
                bytes={bytes}
              />
            ))}
          </Largest>
        </div>
      )}
    </>
  );
}

function Sums({ value }: { value: StorageUse | null }) {
  return (
    <dl className="grid grid-cols-2 gap-3 wide:grid-cols-4">
      <StatCard
        label={t`Files`}
        value={value && sizeText(value.files.bytes)}
        note={value && (value.files.bytesMax === null ? t`taken by none` : t`of ${sizeText(value.files.bytesMax)}`)}
      />
      <StatCard
        label={t`Database`}
        value={value && (value.databaseBytes === null ? '–' : sizeText(value.databaseBytes))}
        note={value && filesText(value.files.count)}
      />
      <StatCard label={t`Messages`} value={value?.messages ?? null} note={value && directText(value.directChats)} />
      <StatCard
        label={t`Free on the disk`}
        value={value && (value.disk === null ? '–' : sizeText(value.disk.freeBytes))}
        note={value?.disk && t`of ${sizeText(value.disk.bytes)}`}
      />
    </dl>
  );
}

function Largest({ title, empty, children }: { title: string; empty: string; children: readonly ReactNode[] }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="mb-1 font-semibold tracking-tight">{title}</h2>
      {children.length === 0 ? <p className="text-sm text-muted">{empty}</p> : <ul>{children}</ul>}
    </section>
  );
}

function Row({ id, name, note, bytes }: { id: string; name: string; note: string; bytes: number }) {
  return (
    <li className="flex min-h-13 items-center gap-2.75 border-b border-line last:border-b-0">
      <Avatar id={id} name={name} size="s" on="bg" />
      <div className="min-w-0 flex-1">
        <bdi className="block truncate text-as-parent text-name font-medium">{name}</bdi>
        <p className="truncate text-xs text-muted">{note}</p>
      </div>
      <span className="text-sm tabular-nums">{bytes === 0 ? '–' : sizeText(bytes)}</span>
    </li>
  );
}

function filesText(count: number): string {
  return t`${plural(count, { one: '# file', other: '# files' })}`;
}

function messagesText(count: number): string {
  return t`${plural(count, { one: '# message', other: '# messages' })}`;
}

function directText({ messages }: { messages: number }): string {
  return t`${plural(messages, { one: '# in 1-on-1 chats', other: '# in 1-on-1 chats' })}`;
}
