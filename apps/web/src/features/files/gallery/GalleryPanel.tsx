import type { Message } from '@confab/protocol';
import { ChevronLeft } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { panelPath } from '../../../lib/addresses.ts';
import { AnchoredList } from '../../../lib/anchored-list/AnchoredList.tsx';
import { useAnchoredList } from '../../../lib/anchored-list/use-anchored-list.ts';
import { useNavigate } from '../../../lib/router/index.ts';
import { t } from '../../../lib/words.ts';
import type { PanelProps } from '../../../registry/web-feature.ts';
import { useClientState } from '../../../session/client.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { SidePanel } from '../../../ui/SidePanel.tsx';
import { type GalleryKind, galleryKinds } from './gallery-kinds.ts';
import { galleryRows, type GalleryRow, picturesOf, type SentPicture } from './gallery-rows.ts';
import { linkRows, type SentLinkRow } from './link-rows.ts';
import { SentFile } from './SentFile.tsx';
import { SentLink } from './SentLink.tsx';
import { Tile } from './Tile.tsx';
import { useSentList } from './use-sent-list.ts';

/** All that was sent in a chat, beside it. */
export function GalleryPanel({ chat, onClose }: PanelProps) {
  const navigate = useNavigate();
  const hasLinks = useClientState(({ features }) => features.includes('links'));
  const kinds = galleryKinds.filter(({ kind }) => kind !== 'links' || hasLinks);
  const [shown, setShown] = useState(galleryKinds[0]);
  const back = (
    <IconButton
      icon={ChevronLeft}
      label={t`Back to details`}
      className="rtl:-scale-x-100"
      onClick={() => navigate(panelPath(chat.id, 'details'), { replace: true })}
    />
  );
  return (
    <SidePanel title={t`Pictures, files and links`} actions={back} closeLabel={t`Close files`} onClose={onClose}>
      <div role="group" aria-label={t`What is shown`} className="flex shrink-0 gap-1 border-b border-line px-3 py-2">
        {kinds.map((one) => (
          <button
            key={one.kind}
            type="button"
            aria-pressed={one === shown}
            onClick={() => setShown(one)}
            className="min-h-8 rounded-sm px-2.5 text-sm text-muted hover:bg-tint hover:text-text aria-pressed:bg-tint aria-pressed:font-medium aria-pressed:text-text pointer-coarse:min-h-touch"
          >
            {one.label()}
          </button>
        ))}
      </div>
      {shown && <Gallery key={`${chat.id} ${shown.kind}`} chatId={chat.id} kind={shown.kind} empty={shown.empty()} />}
    </SidePanel>
  );
}

const pageMessages = 50;
/** So much before its end more is asked for. */
const aheadPx = 600;

function Gallery({ chatId, kind, empty }: { chatId: string; kind: GalleryKind; empty: string }) {
  const { messages, isLooking, loadMore } = useSentList(chatId, kind, pageMessages);
  if (messages === null) return <div className="skeleton m-4.5 h-24" />;
  const looking = isLooking && (
    <p
      role="status"
      className="px-4.5 pt-3 text-center text-sm text-muted"
    >{t`Looking through what was said before…`}</p>
  );
  if (messages.length === 0) return looking || <p className="px-4.5 py-6 text-center text-sm text-muted">{empty}</p>;
  return (
    <>
      {looking}
      <Rows messages={messages} kind={kind} onNearEnd={loadMore} />
    </>
  );
}

type Row = GalleryRow | SentLinkRow;
type RowsProps = { messages: readonly Message[]; kind: GalleryKind; onNearEnd: () => void };

/** Only those near the window are in the page. */
function Rows({ messages, kind, onNearEnd }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useAnchoredList<Row>(rowPx, 'directory');
  const rows = useMemo<Row[]>(
    () => (kind === 'links' ? linkRows(messages) : galleryRows(messages, kind)),
    [messages, kind],
  );
  const pictures = useMemo(() => picturesOf(messages), [messages]);
  return (
    <div ref={scroller} data-scroller className="min-h-0 flex-1 overflow-y-auto px-3 pb-safe-4">
      <AnchoredList
        handle={list}
        scroller={scroller}
        rows={rows}
        keepKeys={[]}
        as="ul"
        onView={({ below }) => below < aheadPx && onNearEnd()}
      >
        {(row) => <RowLook row={row} pictures={pictures} />}
      </AnchoredList>
    </div>
  );
}

function RowLook({ row, pictures }: { row: Row; pictures: readonly SentPicture[] }) {
  if (row.kind === 'month') {
    return <h3 className="px-1.5 pt-3 pb-1.5 text-xs font-semibold text-muted">{row.label}</h3>;
  }
  if (row.kind === 'file') return <SentFile sent={row.sent} />;
  if (row.kind === 'link') return <SentLink link={row.link} message={row.message} />;
  return (
    <div className="grid grid-cols-3 gap-0.5 pb-0.5">
      {row.pictures.map((sent) => (
        <div key={`${sent.message.id}.${sent.file.id}`} className="aspect-square overflow-hidden rounded-xs">
          <Tile sent={sent} pictures={pictures} />
        </div>
      ))}
    </div>
  );
}

function rowPx(row: Row): number {
  return row.kind === 'month' ? 35 : row.kind === 'pictures' ? 95 : 76;
}
