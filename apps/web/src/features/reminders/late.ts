import { type ClientState, documentOf, reminderIdOf } from '@confab/client';
import type { Message } from '@confab/protocol';
import { AlarmClock, AlarmClockCheck } from 'lucide-react';
import { t } from '../../lib/words.ts';
import type { LateFeature } from '../../registry/web-feature.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { DialogFailure } from '../../ui/SurfaceFailure.tsx';
import { knowsReminders } from './knows-reminders.ts';

const ReminderDialog = lazySurface(async () => (await import('./ReminderDialog.tsx')).ReminderDialog, DialogFailure, {
  prefetchOrder: 63,
});

const isReminded = (message: Message, state: ClientState): boolean =>
  documentOf(state, 'reminder', reminderIdOf(message)) !== undefined;

export const reminders: LateFeature = {
  name: 'reminders',
  messageActions: [
    {
      name: 'remind',
      order: 27,
      icon: AlarmClock,
      label: () => t`Remind me…`,
      back: { isOn: isReminded, icon: AlarmClockCheck, label: () => t`Change reminder…` },
      isFor: ({ kind }, state) => kind === 'text' && knowsReminders(state),
      Dialog: ReminderDialog,
    },
  ],
};
