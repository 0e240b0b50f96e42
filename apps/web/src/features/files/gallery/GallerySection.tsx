import type { ChatState } from '@confab/client';
import { ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import { panelPath } from '../../../lib/addresses.ts';
import { Link } from '../../../lib/router/index.ts';
import { t } from '../../../lib/words.ts';
import { galleryRows, picturesOf } from './gallery-rows.ts';
import { Tile } from './Tile.tsx';
import { useSentList } from './use-sent-list.ts';

/** So many messages hold the newest pictures of a chat, of which one row is shown. */
const asked = 3;

/** What was sent last, and the way to all of it. */
export function GallerySection({ chat }: { chat: ChatState }) {
  const { messages } = useSentList(chat.id, 'pictures', asked);
  const rows = useMemo(() => galleryRows(messages ?? [], 'pictures'), [messages]);
  const pictures = useMemo(() => picturesOf(messages ?? []), [messages]);
  const newest = rows.flatMap((row) => (row.kind === 'pictures' ? row.pictures : [])).slice(0, asked);
  return (
    <section aria-label={t`Files`} className="px-2.5 py-3">
      <h3>
        <Link
          to={panelPath(chat.id, 'files')}
          className="flex min-h-8 items-center rounded-md px-2 text-xs font-semibold text-muted hover:bg-tint hover:text-text pointer-coarse:min-h-touch"
        >
          {t`Pictures, files and links`}
          <ChevronRight className="ms-auto size-4 rtl:-scale-x-100" strokeWidth={1.8} aria-hidden="true" />
        </Link>
      </h3>
      {/* As high with a row as without one: nothing below moves when it is known. */}
      <div className="mx-2 mt-1 aspect-3/1">
        {messages !== null && newest.length === 0 && (
          <p className="text-sm text-muted">{t`No pictures yet. The newest ones show up here.`}</p>
        )}
        {newest.length > 0 && (
          <ul className="grid grid-cols-3 gap-0.5 overflow-hidden rounded-md">
            {newest.map((sent) => (
              <li key={`${sent.message.id}.${sent.file.id}`} className="aspect-square">
                <Tile sent={sent} pictures={pictures} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
