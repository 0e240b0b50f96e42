import { ExternalLink } from 'lucide-react';
import { useIsBlocked } from '../../blocking/index.ts';
import { BlockedSent } from './BlockedSent.tsx';
import { SentFoot } from './SentFoot.tsx';
import { placeText, type SentLinkRow } from './link-rows.ts';

/** What it is called, where it leads, and whose message it stands in. Nothing is fetched from there. */
export function SentLink({ link: { href, words }, message }: Pick<SentLinkRow, 'link' | 'message'>) {
  const isBlocked = useIsBlocked(message.senderId);
  const place = placeText(href);
  if (isBlocked) return <BlockedSent message={message} />;
  return (
    <div className="pb-2">
      <a
        href={href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        title={href}
        className="flex h-14 items-center gap-2.5 rounded-md border border-line px-3 outline-offset-2 hover:bg-tint"
      >
        <ExternalLink className="size-5 shrink-0 text-accent-text" strokeWidth={1.6} aria-hidden="true" />
        <span className="min-w-0 flex-1 text-sm">
          <bdi className="block truncate font-medium">{words ?? place}</bdi>
          {words !== null && <bdi className="block truncate text-2xs text-muted">{place}</bdi>}
        </span>
      </a>
      <SentFoot message={message} />
    </div>
  );
}
