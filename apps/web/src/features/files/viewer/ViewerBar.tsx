import { ExternalLink, X, ZoomIn, ZoomOut } from 'lucide-react';
import type { Ref } from 'react';
import { exactTime } from '../../../lib/dates.ts';
import { t } from '../../../lib/words.ts';
import { useName } from '../../../session/client.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { DownloadLink } from '../showing/DownloadLink.tsx';
import { fileAddress } from '../showing/sources.ts';
import type { Shown } from './beginning.ts';
import { stepFactor, type View } from './zoom.ts';

type ViewerBarProps = {
  ref: Ref<HTMLDivElement>;
  shown: Shown;
  view: View;
  onZoom: (factor: number) => void;
  onClose: () => void;
};

/** Whose picture it is, and what can be done with it. */
export function ViewerBar({ ref, shown: { picture, message }, view, onZoom, onClose }: ViewerBarProps) {
  const { senderId, createdAt } = message;
  const name = useName(senderId);
  return (
    <div ref={ref} className="flex min-h-15 shrink-0 items-center gap-2.5 px-3 pt-safe-top">
      <Avatar id={senderId} name={name} size="s" on="bg" />
      <p className="min-w-0 flex-1 text-sm">
        <bdi className="block truncate font-semibold">{name}</bdi>
        <time dateTime={createdAt} className="line-clamp-2 text-2xs text-muted">
          {exactTime(createdAt)}
        </time>
      </p>
      <IconButton
        icon={ZoomOut}
        label={t`Zoom out`}
        disabled={view.scale === 1}
        onClick={() => onZoom(1 / stepFactor)}
        className="disabled:opacity-55 max-wide:hidden"
      />
      <IconButton icon={ZoomIn} label={t`Zoom in`} onClick={() => onZoom(stepFactor)} className="max-wide:hidden" />
      <a
        href={fileAddress(picture)}
        target="_blank"
        rel="noreferrer"
        aria-label={t`Open original`}
        data-tooltip={t`Open original`}
        className="grid size-9 shrink-0 place-items-center rounded-sm text-muted transition-colors hover:bg-tint hover:text-text pointer-coarse:min-h-touch pointer-coarse:min-w-touch"
      >
        <ExternalLink className="size-4.75" strokeWidth={1.8} aria-hidden="true" />
      </a>
      <DownloadLink file={picture} />
      <IconButton icon={X} label={t`Close`} data-close onClick={onClose} />
    </div>
  );
}
