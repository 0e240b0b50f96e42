import type { Message } from '@confab/protocol';
import { laterPart } from '../../lib/later-part.tsx';
import type { WebFeature } from '../../registry/web-feature.ts';
import { useClientState } from '../../session/client.ts';

const ReceiptMark = laterPart(
  async () => (await import('./ReceiptMark.tsx')).ReceiptMark,
  () => null,
);

export const receipts: WebFeature = {
  name: 'receipts',
  messageParts: [
    { name: 'receipts', order: 90, isAtEdge: true, outlives: true, isFor: () => true, Part: MarkOnceTold },
  ],
};

/** Nothing of it is loaded before the server tells how far anybody is. */
function MarkOnceTold({ message }: { message: Message }) {
  const isTold = useClientState(({ chats }) => (chats.get(message.chatId)?.receipts ?? null) !== null);
  return isTold && <ReceiptMark message={message} />;
}
