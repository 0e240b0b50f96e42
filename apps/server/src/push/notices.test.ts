import { expect, test } from 'vitest';
import { type Notice, planNotice } from './notices.ts';
import type { Device } from './subscriptions.ts';

const now = 10 * 86_400_000;
const noticeAt = (ringAt: number): Notice => ({
  ringAt,
  payload: { type: 'reminder', tag: 'reminder/a', reminderId: 'a', chatId: 'c', seq: 1, at: '' },
});
const device = (shownSeq: number, createdAt = 0) => ({ shownSeq, createdAt, sessionId: 's' }) as Device;
const planned = (...given: Parameters<typeof planNotice>): unknown =>
  planNotice(...given).map(({ show }) => (show === null ? 'close' : 'show'));

test.for<[says: string, device: Device, notice: Notice | null, expected: string[]]>([
  ['is shown', device(0), noticeAt(now), ['show']],
  ['once', device(now), noticeAt(now), []],
  ['anew when it rings again', device(now - 1), noticeAt(now), ['show']],
  ['not on a device that asked after it rang', device(0, now + 1), noticeAt(now), []],
  ['not when it is long past', device(0), noticeAt(now - 4 * 86_400_000), []],
  ['no more when it is done', device(now), null, ['close']],
  ['not on the device that it is about', device(0), { ...noticeAt(now), notTo: 's' }, []],
  ['and there is nothing to close where it was not', device(0), null, []],
])('a reminder %s', ([, one, notice, expected]) => {
  expect(planned(one, notice, now)).toEqual(expected);
});
