import {
  messageActions,
  notificationIcons,
  type NotifiedPlace,
  placeOf,
  type ShownOptions,
} from '../../lib/notified.ts';

type Shown = { tag: string; title: string; body: string; place: NotifiedPlace; isSilent: boolean };

/** By the worker, where there is one: then it answers a click when the page is gone, and what it shows itself takes this one's place. */
export async function show({ tag, title, body, place, isSilent }: Shown, open: () => void): Promise<void> {
  const options: ShownOptions = { tag, body, data: place, silent: isSilent, ...notificationIcons };
  const registration = await findRegistration();
  const withActions: ShownOptions = { ...options, actions: messageActions() };
  if (registration?.active) return await registration.showNotification(title, withActions);
  const own = new Notification(title, options);
  own.addEventListener('click', () => {
    window.focus();
    own.close();
    open();
  });
  ownShown.set(tag, own);
}

/** Takes away what this person was shown and is over; answers how many stay. */
export async function withdraw(isOver: (place: NotifiedPlace) => boolean): Promise<number> {
  const registration = await findRegistration();
  const all = [...((await registration?.getNotifications()) ?? []), ...ownShown.values()];
  let stay = 0;
  for (const shown of all) {
    const place = placeOf(shown.data);
    if (place === null || isOver(place)) shown.close();
    else stay += 1;
  }
  return stay;
}

/** Where there is no worker. */
const ownShown = new Map<string, Notification>();

async function findRegistration(): Promise<ServiceWorkerRegistration | undefined> {
  const { serviceWorker: workers } = navigator as { serviceWorker?: ServiceWorkerContainer };
  return await workers?.getRegistration();
}
