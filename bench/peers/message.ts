/** The message that every peer makes of what a client sent: the same fields, and so the same bytes, as Confab's. */
export interface PeerMessage {
  id: string;
  chatId: string;
  seq: number;
  rev: number;
  kind: 'text';
  senderId: string;
  clientId: string;
  content: string;
  createdAt: string;
  editedAt: null;
  deletedAt: null;
  reactions: [];
  event: null;
}

const chatId = 'everybody-everybody-1';
let seq = 0;

export function makeMessage(sent: { clientId: string; content: string }): PeerMessage {
  seq++;
  return {
    id: `${chatId}.${seq.toString(36)}`,
    chatId,
    seq,
    rev: seq,
    kind: 'text',
    senderId: 'sender-sender-sender',
    clientId: sent.clientId,
    content: sent.content,
    createdAt: new Date().toISOString(),
    editedAt: null,
    deletedAt: null,
    reactions: [],
    event: null,
  };
}

/** What a client of a peer sends. */
export function parseSent(text: string): { clientId: string; content: string } {
  return JSON.parse(text) as { clientId: string; content: string };
}
