import { useRef, useState } from 'react';
import { composerIdOf } from '../../../lib/composer-focus.ts';
import { t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { lazySurface } from '../../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../../ui/SurfaceFailure.tsx';
import { useFiles } from '../../drafts/index.ts';
import { describeFile, moveFile, removeFile } from './tray.ts';
import { TrayItem } from './TrayItem.tsx';
import { useNews } from './use-news.ts';

const DescribeDialog = lazySurface(async () => (await import('./DescribeDialog.tsx')).DescribeDialog, DialogFailure);

/** The files that go with what is written, above it. */
export function FileTray({ chatId }: { chatId: string }) {
  const client = useClient();
  const files = useFiles(chatId);
  const news = useNews(files);
  const list = useRef<HTMLUListElement>(null);
  const [describedKey, setDescribedKey] = useState<string | null>(null);
  const [draggedKey, setDraggedKey] = useState<string | null>(null);
  const described = files.find(({ key }) => key === describedKey);

  function remove(key: string, index: number): void {
    const hadFocus = list.current?.contains(document.activeElement);
    removeFile(client, chatId, key);
    if (!hadFocus) return;
    // To the one that comes in its place, or to where one writes.
    requestAnimationFrame(() => {
      const next = list.current?.children[Math.min(index, files.length - 2)];
      const button = next?.querySelector<HTMLElement>('button:last-of-type');
      (button ?? document.getElementById(composerIdOf(chatId)))?.focus();
    });
  }

  function dragOver(to: number): void {
    const from = files.findIndex(({ key }) => key === draggedKey);
    if (from !== -1 && from !== to) moveFile(client, chatId, from, to);
  }

  return (
    <>
      <p role="status" className="sr-only">
        {news}
      </p>
      {files.length > 0 && (
        <section aria-label={t`Files to send`} className="border-b border-line p-2">
          <ul ref={list} className="flex gap-2 overflow-x-auto overscroll-x-contain">
            {files.map((file, index) => (
              <TrayItem
                key={file.key}
                file={file}
                isFirst={index === 0}
                isLast={index === files.length - 1}
                onMove={(by) => moveFile(client, chatId, index, index + by)}
                onDescribe={() => setDescribedKey(file.key)}
                onRemove={() => remove(file.key, index)}
                dragging={{
                  onDragStart: () => setDraggedKey(file.key),
                  onDragOver: (event) => {
                    if (draggedKey !== null) event.preventDefault();
                    dragOver(index);
                  },
                  onDragEnd: () => setDraggedKey(null),
                }}
              />
            ))}
          </ul>
        </section>
      )}
      {described && (
        <DescribeDialog
          file={described}
          onSave={(words) => describeFile(client, chatId, described.key, words)}
          onClose={() => setDescribedKey(null)}
          onGiveUp={() => setDescribedKey(null)}
        />
      )}
    </>
  );
}
