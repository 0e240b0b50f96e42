import * as moderation from '@confab/protocol/moderation/paths';
import { t } from '../../lib/words.ts';
import type { ActionDialogProps } from '../../registry/message-action.ts';
import { useClient, useName } from '../../session/client.ts';
import { MeantMessage } from '../when/index.ts';
import { ReportForm } from './ReportForm.tsx';

export function ReportDialog({ message, finalFocus, onClose }: ActionDialogProps) {
  const { rest } = useClient();
  const author = useName(message.senderId);
  const params = { chat_id: message.chatId, message_id: message.id };
  return (
    <ReportForm
      title={t`Report this message`}
      onSend={(body) => rest.call(moderation.reportMessage, { params, body })}
      finalFocus={finalFocus}
      onClose={onClose}
    >
      <MeantMessage message={message} author={author} />
    </ReportForm>
  );
}
