import { decodeParts, type Message } from '@confab/protocol';

const digits = '0123456789'.repeat(10);

/** An id as the server makes them: 20 characters. */
export const sampleId = (name: string, number: number): string =>
  `${name}${String(number).padStart(20 - name.length, '0')}`;

/** The length of what people write, in characters of one byte. Part of the stated workload. */
const contentChars = 80;

export const sampleContent = digits.slice(0, contentChars);

export function sampleMessage(): Message {
  const chatId = sampleId('chat', 1);
  return {
    id: `${chatId}.1z`,
    chatId,
    seq: 71,
    rev: 83,
    kind: 'text',
    senderId: sampleId('person', 1),
    clientId: '0199aaaa-0000-7000-8000-000000000001',
    content: sampleContent,
    createdAt: '2026-11-23T02:00:00.000Z',
    editedAt: null,
    deletedAt: null,
    ...decodeParts(null),
  };
}
