import { putCost, putDocumentCommandSchema } from '@confab/protocol';
import { defineCommand, type SocketFeature } from '../sockets/index.ts';
import { type PutContext, putDocument, refuseOfServer } from './put-document.ts';

export function documentCommands(context: PutContext): NonNullable<SocketFeature['commands']> {
  return [
    defineCommand({
      schema: putDocumentCommandSchema,
      place: ({ key }) => ({ key }),
      cost: ({ value }) => putCost(JSON.stringify(value).length),
      async handle(connection, { key, value, writer, n }) {
        const { userId } = connection;
        refuseOfServer(key);
        const { rev } = await putDocument(context, { userId, key, value, by: { writer, n } });
        connection.send({ type: 'document-ack', key, n, rev });
      },
    }),
  ];
}
