import type { ConfabClient } from '@confab/client';
import { forgetPerson, keepPerson } from '../../lib/known-person.ts';
import type { WorkerMessage } from '../../lib/notified.ts';
import { noteVisit } from '../../lib/silent-pushes.ts';
import { myIdIn } from '../../session/client.ts';
import { askOnce } from './ask-once.ts';
import { clearCounts, showCounts } from './counts.ts';
import { openPlace } from './open-place.ts';
import { tellLanguage } from './tell-language.ts';
import { isLookedAt, joinOthers } from './one-of-many.ts';
import { watchNews } from './watch-news.ts';
import { keepPushing } from './push-here.ts';
import { createWithdrawing } from './withdrawing.ts';

/** Tells of messages: by the system while nobody looks, by a sound, on the icon of the tab and on that of the app. */
export function watchAlerts(client: ConfabClient): () => void {
  const myId = myIdIn(client.getState());
  const withdrawing = createWithdrawing(client, myId);
  const others = joinOthers(myId, follow);
  const news = watchNews(client, {
    myId,
    others,
    onShown: withdrawing.begin,
  });

  const stopPushing = keepPushing(client, myId);
  keepPerson(myId)
    .then(noteVisit)
    .catch(() => undefined);
  tellLanguage().catch(() => undefined);

  function follow(): void {
    showCounts(client.getState(), others.isSpeaker());
    withdrawing.look();
  }

  function onFront(): void {
    if (!isLookedAt()) return;
    // What came while the page was asleep was shown by the worker.
    withdrawing.begin();
    if (news.hasMissed()) askOnce(myId);
  }

  function onWorker({ data }: MessageEvent<WorkerMessage | null>): void {
    if (data?.type === 'open' && data.place.userId === myId) openPlace(data.place);
    if (data?.type === 'shown') withdrawing.begin();
  }

  const stopState = client.subscribe(follow);
  const { serviceWorker: workers } = navigator as { serviceWorker?: ServiceWorkerContainer };
  workers?.addEventListener('message', onWorker);
  window.addEventListener('focus', onFront);
  document.addEventListener('visibilitychange', onFront);
  follow();
  withdrawing.begin();

  // Its person left: by logging out, or because somebody else is logged in here now.
  return () => {
    stopState();
    news.stop();
    stopPushing();
    const forgotten = forgetPerson().catch(() => undefined);
    others.stop();
    workers?.removeEventListener('message', onWorker);
    window.removeEventListener('focus', onFront);
    document.removeEventListener('visibilitychange', onFront);
    clearCounts();
    // The worker shows nothing more by then.
    void forgotten.then(withdrawing.end);
  };
}
