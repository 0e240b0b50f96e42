import { documentLimits, personalOperations } from '@confab/protocol';
import type { DescriptionPace } from '../chats/index.ts';
import { implement, JsonAnswer, type Routes } from '../http/index.ts';
import type { Storage } from '../storage/storage.ts';
import { type PageQuery, readDocuments } from './document-store.ts';
import { type PutContext, putDocument, refuseOfServer } from './put-document.ts';

interface RouteContext extends PutContext {
  storage: Storage;
  descriptions: DescriptionPace;
}

export function documentRoutes(context: RouteContext): Routes[] {
  return [
    implement(personalOperations.listDocuments, async ({ caller: { userId }, query, reply }) => {
      void reply.header('Confab-Epoch', context.storage.epoch);
      const { after, began = 0, limit } = query;
      return await context.descriptions.run(userId, () => listDocuments(context, userId, { after, began, limit }));
    }),
    implement(personalOperations.putDocument, ({ caller: { userId }, params: { key }, body: { value } }) => {
      refuseOfServer(key);
      return putDocument(context, { userId, key, value, by: null });
    }),
    implement(personalOperations.deleteDocument, ({ caller: { userId }, params: { key } }) => {
      refuseOfServer(key);
      return putDocument(context, { userId, key, value: null, by: null });
    }),
  ];
}

async function listDocuments(
  { storage, descriptions }: RouteContext,
  userId: string,
  query: Omit<PageQuery, 'maxBytes'>,
): Promise<JsonAnswer> {
  const page = await readDocuments(storage.db, userId, { ...query, maxBytes: documentLimits.pageBytes });
  descriptions.chargeDocuments(userId, page);
  const { jsons, upToRev, more, rev, reset } = page;
  const rest = JSON.stringify({ upToRev, more, rev, reset: reset !== null }).slice(1);
  return new JsonAnswer(`{"documents":[${jsons.join()}],${rest}`);
}
