import type { Chat, Message, OwnUser } from '@confab/protocol';
import { buildRows } from '../../features/conversation/rows.ts';
import { faces } from '../../lib/faces.ts';
import { readKeptBlocked } from '../../lib/kept-blocked.ts';
import type { AskedAhead } from '../ask-ahead.ts';
import { Preview } from './Preview.tsx';
import { loadText } from './text.ts';

/** Beyond that many unread messages the app starts at the first of them, which is another page (`useHistory`). */
const unreadMax = 30;
/** The divider stands this far below the edge (`useStartPosition`). */
const aboveNewPx = 48;

/** Draws the chat of the address as soon as its answers are there, and takes it away when the app has it. */
export async function showPreview({ me, chat, messages }: AskedAhead): Promise<void> {
  const isTextHere = loadText();
  const [{ user }, described, { messages: page }] = (await Promise.all([me, chat, messages].map(readCopy))) as [
    { user: OwnUser },
    Chat,
    { messages: Message[] },
  ];
  await isTextHere;
  const position = described.members.find((member) => member.user.id === user.id);
  if (position === undefined || page.length === 0 || described.unread > unreadMax) return;
  // What they wrote is folded away, which is the app's to do.
  const blockedIds = readKeptBlocked(user.id);
  if (page.some(({ senderId }) => blockedIds.includes(senderId))) return;
  const rows = buildRows({
    messages: page,
    pending: [],
    myId: user.id,
    hasOlder: (page[0]?.seq ?? 1) > 1,
    newAfterSeq: described.unread > 0 ? position.readSeq : null,
  });
  const root = document.getElementById('root');
  if (root === null || isDrawn(root)) return;
  faces.usePicture = (id) => described.members.find((member) => member.user.id === id)?.user.picture;
  const preview = Preview({ chat: described, myId: user.id, rows, now: new Date() }) as unknown as HTMLElement;
  document.body.append(preview);
  scrollToStart(preview);
  const watcher = new MutationObserver(() => {
    if (!isDrawn(root)) return;
    watcher.disconnect();
    preview.remove();
  });
  // What React commits is seen before it is painted: the one goes in the frame in which the other comes.
  watcher.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-starting'] });
}

/** The app takes the answer itself. */
async function readCopy(answer: Promise<Response>): Promise<unknown> {
  const response = await answer;
  if (!response.ok) throw new Error(`status ${response.status}`);
  return (await response.clone().json()) as unknown;
}

/** The app shows something that it does not only put in the place of what it waits for. */
function isDrawn(root: HTMLElement): boolean {
  return root.childElementCount > 0 && root.querySelector('[data-starting]') === null;
}

function scrollToStart(preview: HTMLElement): void {
  const log = preview.querySelector<HTMLElement>('[data-preview-log]');
  const divider = preview.querySelector<HTMLElement>('[data-preview-new]');
  if (log === null) return;
  log.scrollTop = divider === null ? log.scrollHeight : divider.offsetTop - aboveNewPx;
}
