import { ChevronLeft } from 'lucide-react';
import { Link } from '../lib/router/index.ts';
import { t } from '../lib/words.ts';

/** Where one pane fills the screen, the way back to the list. */
export function BackLink() {
  return (
    <Link
      to="/"
      aria-label={t`Back to all chats`}
      className="grid size-10 pointer-coarse:min-h-touch pointer-coarse:min-w-touch shrink-0 place-items-center rounded-sm text-muted hover:bg-tint wide:hidden"
    >
      <ChevronLeft className="size-5.5" strokeWidth={1.8} aria-hidden="true" />
    </Link>
  );
}
