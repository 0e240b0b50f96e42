/** Why a copy can't begin or go on. The message is for the person who asked for it. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
}
